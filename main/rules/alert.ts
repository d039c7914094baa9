import { createHash } from 'node:crypto'
import type { RuleDraft } from '../../preload/contract/rule.ts'
import type { Seen } from '../conditions/fields.ts'
import type { Following } from '../engine/observe.ts'
import { lengthWords } from '../length-words.ts'
import type { Alert } from './evaluate.ts'

/** Parts of the event that tell receivers whom or what it is about. */
const carried = ['agent', 'user', 'network', 'mitre'] as const
/** JSON text of one of them, in characters. */
const longestCarried = 4096
const longestValue = 200

type About = { id: string; draft: RuleDraft }

/**
 * The event that a rule matched. Its id is made of what caused it, so that the same cause, seen again after a crash or
 * sent twice, makes no second one. `event`: the one at which it fired; null: none was, and that is why.
 */
export function alertEvent({ id, draft }: About, alert: Alert, event: Seen | null, now: number): Following {
  const { causes, count, suppressed, isNew } = alert
  const value = alert.value === null ? null : alert.value.slice(0, longestValue)
  const about = value === null ? [] : [value]
  return {
    source: 'rules',
    input: {
      id: makeAlertId(id, alert, event === null ? String(now) : ''),
      type: 'alert.triggered',
      timestamp: new Date(now).toISOString(),
      data: {
        severity: draft.severity,
        title: [draft.name, ...about].join(' · '),
        description: describeAlert(draft, alert),
        ...carry(event),
        rule: { id, name: draft.name },
        ...(draft.by === null ? {} : { group: { field: draft.by, value } }),
        ...(isNew.length === 0 ? {} : { first_seen: isNew.map((text) => text.slice(0, longestValue)) }),
        ...(suppressed === 0 ? {} : { suppressed }),
        count,
        events: causes.map(({ id: cause, title, timestamp }) => ({ id: cause, title, timestamp })),
      },
    },
  }
}

const makeAlertId = (rule: string, { key, causes }: Alert, at: string) =>
  `evt_${createHash('sha256')
    .update(JSON.stringify([rule, key, causes[0]?.id ?? null, at]))
    .digest('hex')
    .slice(0, 32)}`

function carry(event: Seen | null): Record<string, unknown> {
  const parts: Record<string, unknown> = {}
  for (const name of carried) {
    const part = event?.data[name]
    if (part !== undefined && JSON.stringify(part).length <= longestCarried) parts[name] = part
  }
  return parts
}

/** Why it fired, in one sentence, and what was kept back. */
export function describeAlert({ when, by }: RuleDraft, { count, value, isNew, suppressed, causes }: Alert): string {
  const ofOne = by === null ? '' : value === null ? ` without ${by}` : ` of ${by} ${value.slice(0, longestValue)}`
  const kept = suppressed === 0 ? '' : ` ${suppressed} more since the alert before were kept back by its cool-down.`
  const title = causes[0]?.title ?? ''
  switch (when.kind) {
    case 'each':
      return `${title}${kept}`
    case 'count':
      return `${count} events${ofOne} within ${lengthWords(when.withinSeconds * 1000)}. The last: ${title}${kept && `.${kept}`}`
    case 'first':
      return `First time ${when.of} is ${isNew.map((text) => text.slice(0, longestValue)).join(', ')}${ofOne && `,${ofOne}`}: ${title}${kept && `.${kept}`}`
    case 'absence':
      return `No event that matches for ${lengthWords(when.forSeconds * 1000)}.${causes[0] ? ` The last was at ${causes[0].timestamp}: ${title}` : ''}`
  }
}
