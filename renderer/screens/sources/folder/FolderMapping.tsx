import { useState } from 'react'
import type { Mapping } from '../../../../preload/contract/mapping.ts'
import { presetNames } from '../../../../preload/contract/mapping.ts'
import { Button } from '../../../components/Button.tsx'
import { Disclosure } from '../../../components/Disclosure.tsx'
import { useSaving } from '../../settings/use-saving.ts'
import cards from '../SourceCard.module.css'
import { MappingEditor } from '../mapping/MappingEditor.tsx'
import { TryMapping } from '../mapping/TryMapping.tsx'
import { usePresets } from '../mapping/use-presets.ts'

/** How files of the folder become events: each by what it looks like, or all in one way. */
export function FolderMapping({ saved }: { saved: Mapping | null }) {
  const presets = usePresets()
  const [draft, setDraft] = useState(saved)
  const { pending, errors, saved: isSaved, save } = useSaving()
  return (
    <Disclosure title="Field mapping" summary={saved === null ? 'As each file looks' : presetNames[saved.preset]}>
      {presets !== null && (
        <div className={cards['part']}>
          <MappingEditor
            value={draft}
            onChange={setDraft}
            presets={presets}
            automatic
            errors={errors}
            errorPath="sources.folder.mapping"
          />
          {draft !== null && <TryMapping mapping={draft} />}
          <div className={cards['row']}>
            <Button
              look="primary"
              pending={pending}
              onPress={() => void save({ sources: { folder: { mapping: draft } } })}
            >
              Save mapping
            </Button>
            <span className={cards['quiet']} role="status">
              {isSaved && JSON.stringify(draft) === JSON.stringify(saved) && 'Saved. The next file is read by it.'}
            </span>
          </div>
        </div>
      )}
    </Disclosure>
  )
}
