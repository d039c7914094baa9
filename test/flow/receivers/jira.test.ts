import { expect, test } from 'vitest'
import { jira } from '../../../main/receivers/jira.ts'
import { simulateJira } from '../../support/receivers/jira.ts'
import { openSimulated } from '../../support/receivers/open-simulated.ts'

test.for(['cloud', 'scoped', 'server'] as const)(
  'by the %s API an event becomes an issue, whose key is told',
  async (api) => {
    const system = simulateJira({ api })
    await using there = await openSimulated(system)
    expect(await there.test()).toMatchObject({ ok: true, code: 'accepted', said: 'Jira made SEC-24.' })
    await there.add()
    const { delivery, attempts } = await there.fire()
    expect(delivery.state).toBe('delivered')
    expect(attempts[0]).toMatchObject({ code: 'accepted', said: 'Jira made SEC-25.' })
    expect(system.taken[1]).toMatchObject({ labels: expect.arrayContaining(['sev-critical', delivery.eventId]) })
    const seen = JSON.stringify([attempts, there.station.messages, there.station.errors])
    for (const secret of system.secrets) expect(seen).not.toContain(secret)
  },
)

test.for(['rule', 'server-rule'] as const)('a %s takes an event and works on it later, which is said', async (api) => {
  const system = simulateJira({ api })
  await using there = await openSimulated(system)
  const id = await there.add()
  const { delivery, attempts } = await there.fire()
  expect(delivery.state).toBe('delivered')
  expect(attempts[0]!.code).toBe('queued')
  expect(attempts[0]!.said).toContain('Accepted by Jira Automation, not yet worked on')
  expect(system.taken).toMatchObject([{ data: { id: delivery.eventId, type: 'security.critical' } }])
  const seen = JSON.stringify([await there.station.webhook(id), attempts, there.station.messages])
  for (const secret of system.secrets) expect(seen).not.toContain(secret)
})

test('a redelivery makes a second issue, which can be found by the event’s id, as nothing says otherwise', async () => {
  const system = simulateJira()
  await using there = await openSimulated(system)
  await there.add()
  const { delivery } = await there.fire()
  await there.redeliver(delivery.id)
  expect(system.taken).toHaveLength(2)
  for (const { labels } of system.taken) expect(labels).toContain(delivery.eventId)
  expect(jira.dedup).toBeNull()
})

test('a project that asks for a priority says so, and gets the one that is chosen', async () => {
  await using there = await openSimulated(simulateJira({ hasPriority: true }))
  const { code, explanation } = await there.test()
  expect(code).toBe('bad_request')
  expect(explanation!.what).toBe("Jira answered 400: priority: Field 'priority' is required")
  expect(await there.test({ fields: { ...there.draft.fields, priority: 'High' } })).toMatchObject({ ok: true })
})

test.for([
  ['project', { project: 'NOPE' }, 'Specify a valid project ID or key'],
  ['issue type', { issueType: 'Incident' }, 'issuetype: Specify a valid issue type'],
  ['priority that no screen has', { priority: 'High' }, 'cannot be set'],
] as const)('a wrong %s is named', async ([, entered, named]) => {
  await using there = await openSimulated(simulateJira())
  const { code, explanation } = await there.test({ fields: { ...there.draft.fields, ...entered } })
  expect(code).toBe('bad_request')
  expect(explanation!.what).toContain(named)
})

test.for([
  ['cloud', '"just a text"', 'has to be an Atlassian document'],
  ['server', '{"version":1,"type":"doc","content":[]}', 'has to be a text'],
] as const)('a description that the %s API can’t take is explained', async ([api, description, words]) => {
  await using there = await openSimulated(simulateJira({ api }))
  const template = `{"fields":{"project":{"key":"SEC"},"issuetype":{"name":"Task"},"summary":"x","description":${description}}}`
  const { explanation } = await there.test({ template })
  expect(explanation!.what).toContain(words)
})

test.for([
  ['cloud', { token: 'another' }],
  ['server', { token: 'another' }],
  ['rule', { secret: 'another' }],
] as const)('a wrong secret of the %s kind is refused, and said so', async ([api, entered]) => {
  await using there = await openSimulated(simulateJira({ api }))
  const { code, explanation } = await there.test({ fields: { ...there.draft.fields, ...entered } })
  expect(code).toBe('unauthorized')
  expect(explanation!.what).toContain('does not accept the sign-in')
})

test('a rule that was switched off with its old address is refused before it is saved', async () => {
  await using there = await openSimulated(simulateJira())
  const url = `https://automation.atlassian.com/pro/hooks/${'0123456789'.repeat(4)}`
  const { draft, station } = there
  const saved = station.ask('webhooks.create', { id: `whk_${crypto.randomUUID()}`, draft: { ...draft, url } })
  expect(await saved).toMatchObject({
    ok: false,
    refusal: { fields: { 'draft.url': expect.stringContaining('new URL') } },
  })
})

test.for(jira.answers.filter((rule) => 'words' in rule))(
  'the answer “$reason” is told in its own words',
  async (rule) => {
    const { status, headers = {}, body } = rule.sample
    await using there = await openSimulated({ ...simulateJira(), answer: () => ({ status, headers, body }) })
    const { code, explanation } = await there.test()
    expect(code).toBe(rule.outcome)
    expect(explanation!.why).toBe('words' in rule ? rule.words.why : '')
    expect(JSON.stringify(explanation)).not.toMatch(/\{\w+\}/)
  },
)
