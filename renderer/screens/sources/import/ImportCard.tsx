import { useId, useState } from 'react'
import type { ChosenFile } from '../../../../preload/contract/file.ts'
import { call, refusalWords } from '../../../bridge.ts'
import { Button } from '../../../components/Button.tsx'
import { toast } from '../../../components/toasts.ts'
import cards from '../SourceCard.module.css'
import styles from './ImportCard.module.css'
import { ImportDialog } from './ImportDialog.tsx'
import { handOver, whyNot } from './read-dropped.ts'
import { useFileDrop } from './use-file-drop.ts'

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

  const isOver = useFileDrop((dropped) => {
    // What is looked at first has to be closed.
    if (file === null) drop(dropped)
  })

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
      <div className={styles['zone']} data-over={isOver || undefined}>
        <Button onPress={() => void ask(async () => (await call('imports.choose', {})).file)}>Choose file …</Button>
        <span className={cards['quiet']} role="status">
          {reading ?? 'or drop one anywhere on the window'}
        </span>
      </div>
      {file !== null && <ImportDialog key={file.id} file={file} onClose={() => setFile(null)} />}
    </section>
  )
}
