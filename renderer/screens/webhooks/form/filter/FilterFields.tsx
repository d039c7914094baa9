import { useState } from 'react'
import { useController, useFormContext, useFormState, useWatch } from 'react-hook-form'
import { countConditions, type Filter, mostConditions } from '../../../../../preload/contract/filter.ts'
import type { Webhook } from '../../../../../preload/contract/webhook.ts'
import { Banner } from '../../../../components/Banner.tsx'
import { Disclosure } from '../../../../components/Disclosure.tsx'
import { asGroup } from '../../../../conditions/filter-parts.ts'
import { filterSummary } from '../../../../conditions/filter-words.ts'
import { errorAt } from '../../../../components/error-at.ts'
import type { CheckedValues, FormValues } from '../form-values.ts'
import parts from '../parts.module.css'
import { FilterGroup } from '../../../../conditions/FilterGroup.tsx'
import { LiveCount } from './LiveCount.tsx'

/** Which events of the chosen types it wants, where that is not all of them. */
export function FilterFields({ stored }: { stored: Webhook | null }) {
  const { control } = useFormContext<FormValues, unknown, CheckedValues>()
  const { field } = useController({ control, name: 'filter' })
  const events = useWatch({ control, name: 'events' })
  const { errors } = useFormState({ control, name: 'filter' })
  const wasUnreadable = stored?.filter?.op === 'unreadable'
  const [open, setOpen] = useState(wasUnreadable)
  const filter: Filter | null = field.value
  return (
    <Disclosure
      title="Filter"
      summary={filterSummary(filter)}
      open={open || errorAt(errors, 'filter') !== undefined}
      onOpenChange={setOpen}
    >
      {wasUnreadable && (
        <Banner tone="warn" next="It starts empty here, and saving replaces it.">
          The stored filter can’t be read, so every event is sent
        </Banner>
      )}
      {filter === null && !wasUnreadable && (
        <p className={parts['note']}>Every event of these types is sent. Add a condition to send fewer.</p>
      )}
      <FilterGroup
        group={asGroup(filter, 'filter')}
        number=""
        depth={1}
        isFull={filter !== null && countConditions(filter) >= mostConditions}
        onChange={field.onChange}
      />
      {errors.filter?.message !== undefined && <p className={parts['error']}>{errors.filter.message}</p>}
      <LiveCount events={events} filter={filter} />
    </Disclosure>
  )
}
