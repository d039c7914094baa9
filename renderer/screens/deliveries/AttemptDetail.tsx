import type { Attempt } from '../../../preload/contract/delivery.ts'
import type { SecurityEvent } from '../../../preload/contract/event.ts'
import { Body } from '../../components/Body.tsx'
import { Message } from '../../components/Message.tsx'
import { Tabs } from '../../components/Tabs.tsx'
import { ThreeLines } from '../../components/ThreeLines.tsx'
import { AttemptConnection } from './AttemptConnection.tsx'
import { nothingWords } from './attempt-words.ts'
import styles from './AttemptDetail.module.css'

type AttemptDetailProps = { attempt: Attempt | undefined; event: SecurityEvent }

/** One attempt: the three lines where it failed, and what went over the wire. Text only: all of it came from outside. */
export function AttemptDetail({ attempt, event }: AttemptDetailProps) {
  const sent = attempt?.sent
  const answer = attempt?.answer
  const explanation = attempt?.explanation
  const tabs = [
    {
      id: 'request',
      title: 'Request',
      content: sent ? (
        <Message head={`${sent.method} ${sent.url}`} headers={sent.headers} body={sent.body} />
      ) : (
        <p className={styles['none']}>{nothingWords(attempt, 'Nothing was sent.')}</p>
      ),
    },
    {
      id: 'response',
      title: 'Response',
      content: answer ? (
        <Message
          head={`HTTP ${answer.status}`}
          headers={answer.headers}
          body={answer.body}
          truncated={answer.truncated}
        />
      ) : (
        <p className={styles['none']}>{nothingWords(attempt, 'No response came.')}</p>
      ),
    },
    {
      id: 'connection',
      title: 'Connection',
      content: attempt?.trace ? (
        <AttemptConnection trace={attempt.trace} />
      ) : (
        <p className={styles['none']}>{nothingWords(attempt, 'No connection was made.')}</p>
      ),
    },
    { id: 'event', title: 'Event', content: <Body label="Event as JSON" text={JSON.stringify(event)} /> },
  ]
  return (
    <>
      {explanation && <ThreeLines {...explanation} />}
      <Tabs label={attempt ? `Attempt ${attempt.number}` : 'Delivery'} tabs={tabs} />
    </>
  )
}
