import type { Attempt } from '../../../preload/contract/delivery.ts'
import type { SecurityEvent } from '../../../preload/contract/event.ts'
import { Body } from '../../components/Body.tsx'
import { Message } from '../../components/Message.tsx'
import { Tabs } from '../../components/Tabs.tsx'
import { ThreeLines } from '../../components/ThreeLines.tsx'
import { visibleText } from '../../format/visible.ts'
import { AttemptConnection } from './AttemptConnection.tsx'
import { NothingHere } from './NothingHere.tsx'
import { SentRequest } from './SentRequest.tsx'

type AttemptDetailProps = { deliveryId: string; attempt: Attempt | undefined; event: SecurityEvent }

/** One attempt: the three lines where it failed, and what went over the wire. Text only: all of it came from outside. */
export function AttemptDetail({ deliveryId, attempt, event }: AttemptDetailProps) {
  const sent = attempt?.sent
  const answer = attempt?.answer
  const explanation = attempt?.explanation
  const tabs = [
    {
      id: 'request',
      title: 'Request',
      content: sent ? (
        <SentRequest deliveryId={deliveryId} number={attempt.number} sent={sent} />
      ) : (
        <NothingHere attempt={attempt} part="sent" never="Nothing was sent." />
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
        <NothingHere attempt={attempt} part="answer" never="No response came." />
      ),
    },
    {
      id: 'connection',
      title: 'Connection',
      content: attempt?.trace ? (
        <AttemptConnection trace={attempt.trace} />
      ) : (
        <NothingHere attempt={attempt} part="trace" never="No connection was made." />
      ),
    },
    { id: 'event', title: 'Event', content: <Body label="Event as JSON" text={JSON.stringify(event)} /> },
  ]
  return (
    <>
      {explanation && <ThreeLines {...explanation} />}
      {attempt?.said != null && <p>{visibleText(attempt.said)}</p>}
      <Tabs label={attempt ? `Attempt ${attempt.number}` : 'Delivery'} tabs={tabs} />
    </>
  )
}
