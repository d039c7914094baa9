import { useId, useState } from 'react'
import { DropZone } from 'react-aria-components/DropZone'
import type { ChosenFile } from '../../../../preload/contract/file.ts'
import { call, refusalWords } from '../../../bridge.ts'
import { Button } from '../../../components/Button.tsx'
import { toast } from '../../../components/toasts.ts'
import cards from '../SourceCard.module.css'
import styles from './ImportCard.module.css'
import { ImportDialog } from './ImportDialog.tsx'
import { handOver, whyNot } from './read-dropped.ts'

/** Takes one file in, once it was looked at. */
export function ImportCard() {
  const headingId = useId()
  const [file, setFile] = useState<ChosenFile | null>(null)
  const [reading, setReading] = useState<string | null>(null)

  const ask = async (work: () => Promise<ChosenFile | null>) => {
    try {
      setFile(await work())
    } catch (error) {
      toast(refusalWords(error), { tone: 'danger' })
    } finally {
      setReading(null)
    }
  }
  const drop = (dropped: File) => {
    const reason = whyNot(dropped)
    if (reason !== null) toast(reason, { tone: 'danger' })
    else
      void ask(() => handOver(dropped, (bytes) => setReading(`Reading: ${Math.floor((bytes / dropped.size) * 100)} %`)))
  }

  return (
    <section className={cards['card']} aria-labelledby={headingId}>
      <header className={cards['header']}>
        <h2 id={headingId} className={cards['title']}>
          File import
        </h2>
      </header>
      <p className={cards['quiet']}>
        One file with events, once: JSON, NDJSON, CEF or LEEF. You see what becomes of it before anything is taken in.
      </p>
      <DropZone
        className={styles['zone'] ?? ''}
        aria-label="Drop a file here"
        getDropOperation={() => 'copy'}
        onDrop={({ items }) => {
          const [item] = items
          if (item?.kind === 'file') void item.getFile().then(drop)
        }}
      >
        <Button onPress={() => void ask(async () => (await call('imports.choose', {})).file)}>Choose file …</Button>
        <span className={cards['quiet']} role="status">
          {reading ?? 'or drop one here'}
        </span>
      </DropZone>
      {file !== null && <ImportDialog key={file.id} file={file} onClose={() => setFile(null)} />}
    </section>
  )
}
