import { Webhook } from 'standardwebhooks'
import type { Received } from '../../support/received.ts'
import type { Receiver } from '../../support/receiver.ts'

const bodyOf = ({ body }: Received): { id: string; type: string; data: { title: string } } => JSON.parse(body)

/** Requests that carry an event; tests are not among them. */
export const eventsAt = ({ requests }: Receiver): Received[] =>
  requests.filter((request) => !bodyOf(request).id.startsWith('test'))

export const idsOf = (requests: readonly Received[]) => requests.map(({ headers }) => headers['webhook-id'])
export const titlesOf = (requests: readonly Received[]) => requests.map((request) => bodyOf(request).data.title)
export const typesOf = (requests: readonly Received[]) => requests.map((request) => bodyOf(request).type)

/** Throws where the signature is not one of this secret over these bytes. */
export function verify(secret: string, { headers, body }: Received): void {
  const header = (name: string) => String(headers[name])
  new Webhook(secret).verify(body, {
    'webhook-id': header('webhook-id'),
    'webhook-timestamp': header('webhook-timestamp'),
    'webhook-signature': header('webhook-signature'),
  })
}
