import { type ReactNode, useState } from 'react'
import { type Mapping, presetNames } from '../../../../preload/contract/mapping.ts'
import type { SourceKind } from '../../../../preload/contract/source.ts'
import { Button } from '../../../components/Button.tsx'
import { Disclosure } from '../../../components/Disclosure.tsx'
import { useSaving } from '../../settings/use-saving.ts'
import cards from '../SourceCard.module.css'
import { MappingEditor } from './MappingEditor.tsx'
import { TryMapping } from './TryMapping.tsx'
import { usePresets } from './use-presets.ts'

type SourceMappingProps = {
  kind: SourceKind
  saved: Mapping | null
  /** What is done without one. */
  without: string
  /** From when on one that was saved counts. */
  savedWords: string
  /** What senders have to know of it. */
  note?: (mapping: Mapping | null) => ReactNode
}

/** How what comes in from a source becomes events. */
export function SourceMapping({ kind, saved, without, savedWords, note }: SourceMappingProps) {
  const presets = usePresets()
  const [draft, setDraft] = useState(saved)
  const { pending, errors, saved: isSaved, save } = useSaving()
  return (
    <Disclosure title="Field mapping" summary={saved === null ? without : presetNames[saved.preset]}>
      {presets !== null && (
        <div className={cards['part']}>
          <MappingEditor
            value={draft}
            onChange={setDraft}
            presets={presets}
            without={without}
            errors={errors}
            errorPath={`sources.${kind}.mapping`}
          />
          {note && <p className={cards['quiet']}>{note(draft)}</p>}
          {draft !== null && <TryMapping mapping={draft} />}
          <div className={cards['row']}>
            <Button
              look="primary"
              pending={pending}
              onPress={() => void save({ sources: { [kind]: { mapping: draft } } })}
            >
              Save mapping
            </Button>
            <span className={cards['quiet']} role="status">
              {isSaved && JSON.stringify(draft) === JSON.stringify(saved) && savedWords}
            </span>
          </div>
        </div>
      )}
    </Disclosure>
  )
}
