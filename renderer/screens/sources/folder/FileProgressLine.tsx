import type { FileProgress } from '../../../../preload/contract/file.ts'
import { formatBytes } from '../../../format/bytes.ts'
import { visibleText } from '../../../format/visible.ts'
import { countWords } from '../count-words.ts'
import styles from './FileProgressLine.module.css'

/** How far a file is, and what became of it so far. */
export function FileProgressLine({ progress }: { progress: FileProgress }) {
  const { name, bytes, size, counts } = progress
  const percent = size === 0 ? 0 : Math.min(100, Math.floor((bytes / size) * 100))
  return (
    <div className={styles['progress']}>
      <progress className={styles['bar']} value={percent} max={100} aria-label={`Taking ${visibleText(name)}`} />
      <span>
        {visibleText(name)}: {percent} % of {formatBytes(size)} · {countWords(counts)}
      </span>
    </div>
  )
}
