import { visibleText } from '../format/visible.ts'
import styles from './ThreeLines.module.css'

type ThreeLinesProps = { what: string; why: string; next: string }

/** Every failure has three lines: what happened, why most likely, what to do next. May quote the receiver. */
export function ThreeLines({ what, why, next }: ThreeLinesProps) {
  return (
    <div className={styles['lines']}>
      <p className={styles['what']}>{visibleText(what)}</p>
      <p>{visibleText(why)}</p>
      <p>{visibleText(next)}</p>
    </div>
  )
}
