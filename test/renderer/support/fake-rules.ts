import type { Snapshot } from '../../../preload/contract/changes.ts'
import { commands } from '../../../preload/contract/commands.ts'
import type { Rule, RuleDraft } from '../../../preload/contract/rule.ts'
import { type Emit, found, handle } from './fake-handler.ts'

export const sampleDraft = (draft: Partial<RuleDraft> = {}): RuleDraft => ({
  name: 'Failed sign-ins',
  severity: 'high',
  filter: { op: 'contains', path: 'title', value: 'sign-in' },
  when: { kind: 'count', atLeast: 5, withinSeconds: 120 },
  by: 'user',
  coolDownSeconds: 600,
  ...draft,
})

export const sampleRule = (rule: Partial<Rule> = {}): Rule => ({
  id: 'rul_00000000-0000-4000-8000-000000000001',
  name: rule.draft?.name ?? 'Failed sign-ins',
  draft: sampleDraft(),
  state: { kind: 'on' },
  createdAt: Date.now() - 86_400_000,
  alerts: 0,
  lastAlertAt: null,
  learnsUntil: null,
  ...rule,
})

export function fakeRules(snapshot: Snapshot, emit: Emit) {
  const removed = new Map<string, Rule>()
  const get = (id: string) =>
    found(
      snapshot.rules.find((rule) => rule.id === id),
      'rule',
    )
  const set = (rules: Rule[]) => {
    snapshot.rules = rules
    emit({ kind: 'rules', rules })
  }
  const put = (rule: Rule) => {
    set([...snapshot.rules.filter(({ id }) => id !== rule.id), rule])
    return rule
  }
  return {
    'rules.create': handle(commands['rules.create'], ({ id, draft }) =>
      put(sampleRule({ id, draft, name: draft.name })),
    ),
    'rules.update': handle(commands['rules.update'], ({ id, draft }) => put({ ...get(id), draft, name: draft.name })),
    'rules.remove': handle(commands['rules.remove'], ({ id }) => {
      removed.set(id, get(id))
      set(snapshot.rules.filter((rule) => rule.id !== id))
      return {}
    }),
    'rules.restore': handle(commands['rules.restore'], ({ id }) => put(found(removed.get(id), 'rule'))),
    'rules.enable': handle(commands['rules.enable'], ({ id }) => put({ ...get(id), state: { kind: 'on' } })),
    'rules.disable': handle(commands['rules.disable'], ({ id }) =>
      put({ ...get(id), state: { kind: 'off', since: Date.now() } }),
    ),
    'rules.test': handle(commands['rules.test'], () => ({
      of: 0,
      since: null,
      cut: false,
      matched: 0,
      matches: [],
      alerts: 0,
      fired: [],
    })),
    'rules.sigma': handle(commands['rules.sigma'], () => ({ rules: [] })),
  }
}
