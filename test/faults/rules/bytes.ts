import { Webhook } from 'standardwebhooks'
import type { Rule } from '../evidence.ts'
import { placed } from '../record.ts'
import { mayBePruned } from './pruned.ts'

export const sentIsSigned: Rule = {
  name: 'bytes sent are bytes signed',
  check: ({ entries, signing }) =>
    placed(entries, 'request').flatMap(({ webhook, delivery, attempt, headers, body }) => {
      if (body === null) return []
      const secrets = signing.get(webhook) ?? []
      const signatures = headers['webhook-signature']?.split(' ') ?? []
      if (secrets.length === 0 && signatures.length === 0) return []
      const time = new Date(Number(headers['webhook-timestamp']) * 1000)
      // Made anew instead of verified: `verify` holds the time against the real clock, and ours is not.
      const right = new Set(secrets.map((secret) => new Webhook(secret).sign(delivery, time, body)))
      return signatures.length > 0 && signatures.every((signature) => right.has(signature))
        ? []
        : [`${delivery} attempt ${attempt} is signed wrongly`]
    }),
}

export const sentIsShown: Rule = {
  name: 'bytes sent are bytes shown',
  check: (evidence) =>
    placed(evidence.entries, 'request').flatMap((request) => {
      const row = evidence.attempt(request.delivery, request.attempt)
      if (!row) return []
      const what = `${request.delivery} attempt ${request.attempt}`
      if (row.sent === null) return mayBePruned(evidence, request, 'bodyDays') ? [] : [`${what} shows nothing`]
      const { method, headers, body } = JSON.parse(row.sent) as Shown
      return [
        ...(request.body?.equals(Buffer.from(body, 'utf8')) !== false ? [] : [`${what} shows another body`]),
        ...(method === request.method ? [] : [`${what} shows ${method}`]),
        ...otherHeaders(headers, request.headers).map((name) => `${what} shows another header ${name}`),
      ]
    }),
}

type Shown = { method: string; headers: [string, string][]; body: string }

/** Written by HTTP itself, for the connection. */
const transport = new Set(['host', 'connection', 'content-length', 'transfer-encoding'])

/** Names shown and not sent, sent and not shown, or with another value; a secret is dots. */
function otherHeaders(shown: [string, string][], sent: Record<string, string>): string[] {
  const lines = new Map(shown.map(([name, value]) => [name.toLowerCase(), value]))
  const unshown = Object.keys(sent).filter((name) => !transport.has(name) && !lines.has(name))
  const others = [...lines].filter(([name, value]) => {
    const there = sent[name]
    return there === undefined || (!value.includes('•') && value !== there)
  })
  return [...unshown, ...others.map(([name]) => name)]
}

export const sentIsItsEvent: Rule = {
  name: 'what is sent is the event of the delivery',
  check: ({ entries, delivery }) =>
    placed(entries, 'request').flatMap(({ delivery: id, attempt, body }) => {
      const event = delivery.get(id)?.event_id
      return body === null || event === undefined || event === idIn(body)
        ? []
        : [`${id} attempt ${attempt} sent ${idIn(body)}, not ${event}`]
    }),
}

export function idIn(body: Buffer): string | null {
  try {
    return String((JSON.parse(body.toString('utf8')) as { id?: unknown }).id)
  } catch {
    return null
  }
}
