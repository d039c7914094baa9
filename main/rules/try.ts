import type { RuleDraft, RuleTrial } from '../../preload/contract/rule.ts'
import { compileCheck } from '../conditions/compile.ts'
import { readFields } from '../conditions/fields.ts'
import type { Ledger } from '../ledger/open.ts'
import { describeAlert } from './alert.ts'
import { type Alert, causeOf, evaluate } from './evaluate.ts'
import { makeTrialMemory } from './memory.ts'

/** While it runs nothing is delivered, ms. */
const budgetMs = 400
const mostShown = 50

type Parts = { ledger: Pick<Ledger, 'rules'>; monotonic: () => number; now: number }

/** What a rule would have done with the last events, by the times they came in. Writes nothing. */
export function tryRule({ ledger, monotonic, now }: Parts, draft: RuleDraft, last: number): RuleTrial {
  const check = draft.filter === null ? () => true : compileCheck(draft.filter)
  const { when } = draft
  const memory = makeTrialMemory()
  const end = monotonic() + budgetMs
  const trial: RuleTrial = { of: 0, since: null, cut: false, matched: 0, matches: [], alerts: 0, fired: [] }
  let lastMatchAt = 0

  const add = (alert: Alert, at: number) => {
    trial.alerts += 1
    const title = [draft.name, ...(alert.value === null ? [] : [alert.value])].join(' · ')
    trial.fired.unshift({ at, title, description: describeAlert(draft, alert), events: alert.causes.length })
    trial.fired.length = Math.min(trial.fired.length, mostShown)
  }
  const wait = (until: number) => {
    const from = lastMatchAt === 0 ? (trial.since ?? until) : lastMatchAt
    if (when.kind !== 'absence' || until - from < when.forSeconds * 1000) return
    add({ key: '', value: null, causes: [], count: 0, isNew: [], suppressed: 0 }, from + when.forSeconds * 1000)
  }

  for (const { accepted_at: at, source, ...event } of ledger.rules.lastEvents(last)) {
    if (monotonic() > end) {
      trial.cut = true
      break
    }
    trial.of += 1
    trial.since ??= at
    const fields = readFields(event)
    if (!check(event, fields)) continue
    trial.matched += 1
    trial.matches.unshift({ id: event.id, title: causeOf(event).title, at })
    trial.matches.length = Math.min(trial.matches.length, mostShown)
    wait(at)
    lastMatchAt = at
    const alert = evaluate(draft, { event, source, fields }, memory, { now: at, begunAt: trial.since })
    if (alert !== null) add(alert, at)
  }
  if (!trial.cut && trial.of > 0) wait(now)
  return trial
}
