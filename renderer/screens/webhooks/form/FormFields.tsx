import { Controller, useFormContext } from 'react-hook-form'
import { type EventType, eventTypeNames, eventTypes } from '../../../../preload/contract/event.ts'
import type { Webhook } from '../../../../preload/contract/webhook.ts'
import { Checkbox } from '../../../components/Checkbox.tsx'
import { CheckboxGroup } from '../../../components/CheckboxGroup.tsx'
import { TextField } from '../../../components/TextField.tsx'
import { AgreeField, type LeadsTo } from './AgreeField.tsx'
import { FilterFields } from './filter/FilterFields.tsx'
import { HeaderFields } from './HeaderFields.tsx'
import { PaceFields } from './PaceFields.tsx'
import { ProxyFields } from './ProxyFields.tsx'
import { ReceiverFields } from './receiver/ReceiverFields.tsx'
import { SigningFields } from './SigningFields.tsx'
import { TemplateFields } from './template/TemplateFields.tsx'
import { TlsFields } from './TlsFields.tsx'
import type { CheckedValues, FormValues } from './form-values.ts'
import { UrlField } from './UrlField.tsx'

const isEventType = (value: string): value is EventType => eventTypes.some((type) => type === value)

type FormFieldsProps = {
  id: string
  stored: Webhook | null
  /** Set once main asked to agree to that. */
  leadsTo: LeadsTo | null
}

/** The three that are needed, then what works as it is. */
export function FormFields({ id, stored, leadsTo }: FormFieldsProps) {
  const { control } = useFormContext<FormValues, unknown, CheckedValues>()
  return (
    <>
      <Controller
        control={control}
        name="name"
        render={({ field: { value, onChange }, fieldState: { error } }) => (
          <TextField
            label="Name"
            placeholder="Critical alerts to ServiceNow"
            value={value}
            onChange={onChange}
            error={error?.message}
            autoFocus
          />
        )}
      />
      <UrlField stored={stored} />
      <AgreeField leadsTo={leadsTo} />
      <ReceiverFields stored={stored} />
      <Controller
        control={control}
        name="events"
        render={({ field: { value, onChange }, fieldState: { error } }) => (
          <CheckboxGroup
            label="Events"
            value={value}
            onChange={(chosen) => onChange(chosen.filter(isEventType))}
            error={error?.message}
          >
            {eventTypes.map((type) => (
              <Checkbox key={type} value={type}>
                {eventTypeNames[type]}
              </Checkbox>
            ))}
          </CheckboxGroup>
        )}
      />
      <div>
        <FilterFields stored={stored} />
        <TemplateFields />
        <SigningFields id={id} stored={stored} />
        <HeaderFields stored={stored} />
        <TlsFields stored={stored} />
        <ProxyFields stored={stored} />
        <PaceFields />
      </div>
    </>
  )
}
