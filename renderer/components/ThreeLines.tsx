import styles from './ThreeLines.module.css'

type ThreeLinesProps = { what: string; why: string; next: string }

/** Every failure has three lines: what happened, why most likely, what to do next. */
export function ThreeLines({ what, why, next }: ThreeLinesProps) {
  return (
    <div className={styles['lines']}>
      <p className={styles['what']}>{what}</p>
      <p>{why}</p>
      <p>{next}</p>
    </div>
  )
}
