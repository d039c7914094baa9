import { useId } from 'react'
import { Button } from '../../components/Button.tsx'
import { startFiring } from '../../stores/view.ts'
import styles from './SourceCard.module.css'

/** Always there: an analyst can fire an event by hand. */
export function ManualCard() {
  const headingId = useId()
  return (
    <section className={styles['card']} aria-labelledby={headingId}>
      <header className={styles['header']}>
        <h2 id={headingId} className={styles['title']}>
          Manual
        </h2>
        <span className={styles['switch']}>
          <Button onPress={startFiring}>Fire event …</Button>
        </span>
      </header>
      <p className={styles['quiet']}>
        Events fired by hand on the Events screen, to try a webhook or to hand on by yourself.
      </p>
    </section>
  )
}
