import type { Mail } from '../../../preload/contract/email.ts'
import { StatusPill, type Tone } from '../../components/StatusPill.tsx'
import { Countdown } from '../../format/Countdown.tsx'
import { RelativeTime } from '../../format/RelativeTime.tsx'
import { visibleText } from '../../format/visible.ts'
import { useMirror } from '../../stores/mirror.ts'
import styles from './MailList.module.css'

const words: Record<Mail['state'], { word: string; shape: string; tone: Tone }> = {
  waiting: { word: 'Waiting', shape: '▲', tone: 'warn' },
  sending: { word: 'Sending', shape: '◐', tone: 'quiet' },
  sent: { word: 'Sent', shape: '●', tone: 'ok' },
  unknown: { word: 'Unknown', shape: '?', tone: 'warn' },
  failed: { word: 'Given up', shape: '✗', tone: 'danger' },
}

/** The newest mails, and what became of each. */
export function MailList() {
  const mails = useMirror((state) => state.mails)
  return (
    <section className={styles['section']} aria-labelledby="mails">
      <h2 className={styles['heading']} id="mails">
        Last mails
      </h2>
      {mails.length === 0 && <p className={styles['quiet']}>None yet. Test mails are not listed.</p>}
      <ul className={styles['list']}>
        {mails.map((mail) => (
          <li key={mail.seq} className={styles['mail']}>
            <span className={styles['subject']}>{visibleText(mail.subject)}</span>
            <span className={styles['quiet']}>
              <RelativeTime at={mail.at} />
            </span>
            <div className={styles['state']}>
              <StatusPill {...words[mail.state]}>{reasonOf(mail)}</StatusPill>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function reasonOf({ reason, nextAttemptAt }: Mail) {
  if (reason === null) return undefined
  if (nextAttemptAt === null) return visibleText(reason)
  return (
    <>
      {visibleText(reason)} Next try <Countdown to={nextAttemptAt} />.
    </>
  )
}
