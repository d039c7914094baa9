import { useState } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { Button } from '../../../../components/Button.tsx'
import { mirror } from '../../../../stores/mirror.ts'
import type { CheckedValues, FormValues } from '../form-values.ts'
import parts from '../parts.module.css'
import { BodyPreview } from './BodyPreview.tsx'
import { askedBy, firstChoice } from './event-choices.ts'
import type { Place } from './places.ts'
import { ProblemList } from './ProblemList.tsx'
import { TemplateEditor } from './TemplateEditor.tsx'
import { TemplateHelp } from './TemplateHelp.tsx'
import { usePreview } from './use-preview.ts'

type TemplatePanelProps = {
  /** null: the receiver's own. */
  template: string | null
  onChange: (template: string | null) => void
  /** Where in the template to go. */
  target: Place | null
  goTo: (place: Place) => void
}

/** The receiver's own body as it is sent, or the template and what it makes of an event. */
export default function TemplatePanel({ template, onChange, target, goTo }: TemplatePanelProps) {
  const { control, getValues } = useFormContext<FormValues, unknown, CheckedValues>()
  const [receiver, fields] = useWatch({ control, name: ['receiver', 'fields'] })
  const [choice, setChoice] = useState(() => firstChoice(mirror.store.getState().events, getValues('events')))
  const [putAside, setPutAside] = useState<string | null>(null)
  const { latest, withBody, refused } = usePreview({ receiver, fields, template, ...askedBy(choice) })
  const isOwn = template === null

  const goBack = () => {
    setPutAside(template)
    onChange(null)
  }
  return (
    <>
      {template === null ? (
        <div className={parts['buttons']}>
          <Button
            small
            disabledReason={latest === null ? 'The receiver’s own body is being read.' : null}
            onPress={() => onChange(latest?.template ?? null)}
          >
            Edit the body
          </Button>
          {putAside !== null && (
            <>
              <Button small autoFocus onPress={() => onChange(putAside)}>
                Undo
              </Button>
              <span className={parts['note']}>Your template was put aside.</span>
            </>
          )}
        </div>
      ) : (
        <>
          <TemplateEditor value={template} onChange={onChange} problems={latest?.problems ?? []} target={target} />
          <ProblemList problems={latest?.problems ?? []} onChoose={goTo} />
          <TemplateHelp />
        </>
      )}
      <BodyPreview
        choice={choice}
        onChoose={setChoice}
        preview={withBody}
        refused={refused}
        isOld={!isOwn && latest?.body === null}
      />
      {template !== null && (
        <div className={parts['buttons']}>
          <Button small onPress={goBack}>
            Back to the receiver’s own body
          </Button>
        </div>
      )}
    </>
  )
}
