import { useState } from 'react'
import type { ChosenFile } from '../../../../preload/contract/file.ts'
import type { Mapping } from '../../../../preload/contract/mapping.ts'
import { call, refusalWords } from '../../../bridge.ts'
import { Button } from '../../../components/Button.tsx'
import { DialogFrame } from '../../../components/DialogFrame.tsx'
import { toast } from '../../../components/toasts.ts'
import { formatBytes } from '../../../format/bytes.ts'
import { visibleText } from '../../../format/visible.ts'
import { countWords } from '../count-words.ts'
import cards from '../SourceCard.module.css'
import { MappedRows } from '../mapping/MappedRows.tsx'
import { MappingEditor } from '../mapping/MappingEditor.tsx'
import { usePresets } from '../mapping/use-presets.ts'
import styles from './ImportDialog.module.css'
import { ImportRun } from './ImportRun.tsx'
import { useImport } from './use-import.ts'
import { useImportPreview } from './use-import-preview.ts'

/** What becomes of the file, how it is read, and then its import. */
export function ImportDialog({ file, onClose }: { file: ChosenFile; onClose: () => void }) {
  const presets = usePresets()
  const [edited, setEdited] = useState<Mapping | null>(null)
  const mapping = edited ?? presets?.[file.suggested] ?? null
  const { preview, refused } = useImportPreview(file.id, mapping)
  const { run, start } = useImport(file.id)
  const isRunning = run?.state === 'running'

  const cancel = async () => {
    await call('imports.cancel', { id: file.id }).catch((error: unknown) =>
      toast(refusalWords(error), { tone: 'danger' }),
    )
    if (!isRunning) onClose()
  }
  const canTake = preview !== null && preview.counts.events + preview.counts.findings > 0
  return (
    <DialogFrame
      title={`Import ${visibleText(file.name)}`}
      wide
      onClose={() => void (isRunning ? undefined : cancel())}
      buttons={
        run !== null && !isRunning ? (
          <Button look="primary" onPress={() => void cancel()}>
            Close
          </Button>
        ) : (
          <>
            <Button onPress={() => void cancel()}>Cancel</Button>
            {run === null && mapping !== null && (
              <Button
                look="primary"
                disabledReason={canTake ? null : 'Nothing of it would be taken in. Change how it is read.'}
                onPress={() => void start(mapping)}
              >
                Import
              </Button>
            )}
          </>
        )
      }
    >
      <div className={styles['content']}>
        {run === null && presets !== null && <MappingEditor value={mapping} onChange={setEdited} presets={presets} />}
        {run === null && preview !== null && (
          <>
            <p className={cards['counters']}>
              {preview.whole
                ? `All of it (${formatBytes(file.size)}): `
                : `Its first 1,000 parts, of ${formatBytes(file.size)}: `}
              {countWords(preview.counts)}
            </p>
            <MappedRows rows={preview.rows} label="What becomes of the file" />
          </>
        )}
        {run === null && refused !== null && <p role="status">{refused}</p>}
        {run !== null && <ImportRun run={run} />}
      </div>
    </DialogFrame>
  )
}
