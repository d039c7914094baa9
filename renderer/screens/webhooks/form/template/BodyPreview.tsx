import type { TemplatePreview } from '../../../../../preload/contract/template.ts'
import { Body } from '../../../../components/Body.tsx'
import { Select } from '../../../../components/Select.tsx'
import { Skeleton } from '../../../../components/Skeleton.tsx'
import { formatPart } from '../../../../format/bytes.ts'
import { useMirror } from '../../../../stores/mirror.ts'
import parts from '../parts.module.css'
import { type EventChoice, eventOptions } from './event-choices.ts'

type BodyPreviewProps = {
  choice: EventChoice
  onChoose: (choice: EventChoice) => void
  /** The last that could be made. */
  preview: (TemplatePreview & { body: string }) | null
  refused: string | null
  /** There is an error in the text by now. */
  isOld: boolean
}

/** What the receiver would be sent of one event. */
export function BodyPreview({ choice, onChoose, preview, refused, isOld }: BodyPreviewProps) {
  const events = useMirror((state) => state.events)
  return (
    <>
      <Select
        label="Preview with"
        value={choice}
        onChange={onChoose}
        options={eventOptions(events, choice)}
        error={refused ?? undefined}
      />
      {preview === null && refused === null && <Skeleton rows={6} label="Making the preview" />}
      {preview !== null && (
        <div>
          <Body
            label="Body as it would be sent"
            text={preview.body}
            size={formatPart(preview.bytes, preview.mostBytes)}
            {...(preview.shortened ? { note: 'Values were shortened to fit' } : {})}
          />
          {isOld && <p className={parts['note']}>As it was before the error in the template.</p>}
        </div>
      )}
    </>
  )
}
