import { expect, test } from 'vitest'
import { zapier } from '../../../main/receivers/zapier.ts'
import { openSimulated } from '../../support/receivers/open-simulated.ts'
import { simulateZapier } from '../../support/receivers/zapier.ts'

test('an event arrives as one flat object, and is said to be accepted, not worked on', async () => {
  const zap = simulateZapier()
  await using there = await openSimulated(zap)
  const report = await there.test()
  expect(report).toMatchObject({ ok: true, code: 'queued' })
  expect(report.said).toContain('Accepted by Zapier, not yet worked on')
  await there.add()
  const { delivery, attempts } = await there.fire({ file: { hashes: { sha256: 'ab' }, names: ['a', 'b'] } })
  expect(delivery.state).toBe('delivered')
  expect(zap.taken[1]).toMatchObject({
    type: 'security.critical',
    agent_name: 'WIN-FIN-07',
    mitre_technique_id: 'T1003.001',
    file_hashes_sha256: 'ab',
    file_names_0: 'a',
    file_names_1: 'b',
  })
  expect(Object.values(zap.taken[1] as object).some((value) => typeof value === 'object')).toBe(false)
  const seen = JSON.stringify([attempts, there.station.messages, there.station.errors])
  for (const secret of zap.secrets) expect(seen).not.toContain(secret)
})

test('a template of one’s own arrives flat too', async () => {
  const zap = simulateZapier()
  await using there = await openSimulated(zap)
  await there.test({ template: JSON.stringify({ what: '{{ data.title }}', who: { host: '{{ data.agent.name }}' } }) })
  expect(zap.taken).toEqual([{ what: 'Credential dumping detected on WIN-FIN-07', who_host: 'WIN-FIN-07' }])
})

test('a hook that is not there is explained', async () => {
  await using there = await openSimulated(simulateZapier())
  const { code, explanation } = await there.test({ url: 'https://hooks.zapier.com/hooks/catch/13579246/gone1/' })
  expect(code).toBe('not_found')
  expect(explanation!.next).toContain('copy its webhook URL')
})

test.for(zapier.answers.filter((rule) => 'words' in rule))(
  'the answer “$reason” is told in its own words',
  async (rule) => {
    const { status, headers = {}, body } = rule.sample
    await using there = await openSimulated({ ...simulateZapier(), answer: () => ({ status, headers, body }) })
    const { code, explanation } = await there.test()
    expect(code).toBe(rule.outcome)
    expect(explanation!.why).toBe('words' in rule ? rule.words.why : '')
    expect(JSON.stringify(explanation)).not.toMatch(/\{\w+\}/)
  },
)
