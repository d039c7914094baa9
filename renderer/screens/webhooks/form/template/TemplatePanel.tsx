import { useState } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import type { TemplateProblem } from '../../../../../preload/contract/template.ts'
import { Button } from '../../../../components/Button.tsx'
import { mirror } from '../../../../stores/mirror.ts'
import type { CheckedValues, FormValues } from '../form-values.ts'
import parts from '../parts.module.css'
import { BodyPreview } from './BodyPreview.tsx'
import { askedBy, firstChoice } from './event-choices.ts'
import type { Place } from './places.ts'
import { ProblemList } from './ProblemList.tsx'
import { TemplateEditor } from './TemplateEditor.tsx'
import styles from './template.module.css'
import { TemplateHelp } from './TemplateHelp.tsx'
import { usePreview } from './use-preview.ts'

type TemplatePanelProps = {
  open: boolean
  /** null: the receiver's own. */
  template: string | null
  onChange: (template: string | null) => void
  /** Where in the template to go. */
  target: Place | null
  goTo: (place: Place) => void
}

/** The receiver's own body as it is sent, or the template and what it makes of an event. */
export default function TemplatePanel({ open, template, onChange, target, goTo }: TemplatePanelProps) {
  const { control, getValues } = useFormContext<FormValues, unknown, CheckedValues>()
  const [receiver, fields] = useWatch({ control, name: ['receiver', 'fields'] })
  const [choice, setChoice] = useState(() => firstChoice(mirror.store.getState().events, getValues('events')))
  const [putAside, setPutAside] = useState<string | null>(null)
  const { latest, withBody, refused } = usePreview({ receiver, fields, template, ...askedBy(choice) })

  const edit = (text: string) => {
    onChange(text)
    goTo({ line: 1, column: 1 })
  }
  const goBack = () => {
    setPutAside(template)
    onChange(null)
  }
  const preview = (
    <BodyPreview
      choice={choice}
      onChoose={setChoice}
      preview={withBody}
      refused={refused}
      isOld={template !== null && latest?.body === null}
    />
  )
  if (template === null) {
    return (
      <>
        <div className={parts['buttons']}>
          <Button
            small
            disabledReason={latest === null ? 'The receiver’s own body is being read.' : null}
            onPress={() => latest && edit(latest.template)}
          >
            Edit the body
          </Button>
          {putAside !== null && (
            <>
              <Button small autoFocus onPress={() => edit(putAside)}>
                Undo
              </Button>
              <span className={parts['note']}>Your template was put aside.</span>
            </>
          )}
        </div>
        {preview}
      </>
    )
  }
  const problems = latest?.problems ?? none
  return (
    <div className={styles['wide']} data-wide={open || undefined}>
      <div className={styles['sides']}>
        <div className={styles['side']}>
          <TemplateEditor value={template} onChange={onChange} problems={problems} target={target} />
          <ProblemList problems={problems} onChoose={goTo} />
          <TemplateHelp />
          <div className={parts['buttons']}>
            <Button small onPress={goBack}>
              Back to the receiver’s own body
            </Button>
          </div>
        </div>
        <div className={styles['side']}>{preview}</div>
      </div>
    </div>
  )
}

const none: readonly TemplateProblem[] = []
