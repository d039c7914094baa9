import { lazy, Suspense, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { useController, useFormContext, useFormState, useWatch } from 'react-hook-form'
import { Disclosure } from '../../../../components/Disclosure.tsx'
import { Skeleton } from '../../../../components/Skeleton.tsx'
import { useMirror } from '../../../../stores/mirror.ts'
import type { CheckedValues, FormValues } from '../form-values.ts'
import { bodySummary } from './body-summary.ts'
import { lineNamedIn, type Place, refusedWords } from './places.ts'
import styles from './template.module.css'

// The editor is larger than all the rest of the form, and most webhooks never need it.
const TemplatePanel = lazy(() => import('./TemplatePanel.tsx'))

/** What is sent of an event: as the receiver takes it, or a template of one's own. */
export function TemplateFields() {
  const { control } = useFormContext<FormValues, unknown, CheckedValues>()
  const { field } = useController({ control, name: 'template' })
  const receiver = useWatch({ control, name: 'receiver' })
  const { errors } = useFormState({ control, name: 'template' })
  const name = useMirror((state) => state.receivers.find(({ kind }) => kind === receiver)?.name)
  const [open, setOpen] = useState(false)
  const [target, setTarget] = useState<Place | null>(null)
  const error = errors.template?.message
  const isOpen = open || error !== undefined
  // Once there, it stays: what can be undone in it is not lost by folding it.
  const [wasOpen, setWasOpen] = useState(isOpen)
  if (isOpen && !wasOpen) setWasOpen(true)
  return (
    <Disclosure title="Body" summary={bodySummary(field.value, receiver, name)} open={isOpen} onOpenChange={setOpen}>
      {error !== undefined && (
        <div data-error>
          <Button
            className={styles['refused'] ?? ''}
            onPress={() => setTarget({ line: lineNamedIn(error) ?? 1, column: 1 })}
          >
            {refusedWords(error)}
          </Button>
        </div>
      )}
      {wasOpen && (
        <Suspense fallback={<Skeleton rows={8} label="Loading the editor" />}>
          {/* Of another receiver nothing that was put aside here is of use. */}
          <TemplatePanel
            key={receiver}
            open={isOpen}
            template={field.value}
            onChange={field.onChange}
            target={target}
            goTo={setTarget}
          />
        </Suspense>
      )}
    </Disclosure>
  )
}
