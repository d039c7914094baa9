import { Webhook } from 'standardwebhooks'
import type { Rule } from '../evidence.ts'
import { placed } from '../record.ts'

export const sentIsSigned: Rule = {
  name: 'bytes sent are bytes signed',
  check: ({ entries, signing }) =>
    placed(entries, 'request').flatMap(({ webhook, delivery, attempt, headers, body }) => {
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
  check: ({ entries, attempt }) =>
    placed(entries, 'request').flatMap((request) => {
      const sent = attempt(request.delivery, request.attempt)?.sent
      // What was pruned shows nothing any more.
      if (sent === null || sent === undefined) return []
      const { body } = JSON.parse(sent) as { body: string | null }
      return body === null || request.body.equals(Buffer.from(body, 'utf8'))
        ? []
        : [`${request.delivery} attempt ${request.attempt} shows another body`]
    }),
}
