import { expect, test } from 'vitest'
import { teams } from '../../../main/receivers/teams.ts'
import { openSimulated } from '../../support/receivers/open-simulated.ts'
import { simulateTeams } from '../../support/receivers/teams.ts'

test('an event becomes a card, and is said to be accepted, not posted', async () => {
  const channel = simulateTeams()
  await using there = await openSimulated(channel)
  const report = await there.test()
  expect(report).toMatchObject({ ok: true, code: 'queued' })
  expect(report.said).toContain('Accepted by Microsoft Teams, not yet posted')
  await there.add()
  const { delivery, attempts } = await there.fire()
  expect(delivery.state).toBe('delivered')
  expect(attempts[0]!.code).toBe('queued')
  expect(channel.failedRuns).toEqual([])
  expect(JSON.stringify(channel.taken[0])).toContain('TEST: CRITICAL - Credential dumping detected on WIN-FIN-07')
  expect(JSON.stringify(channel.taken[1])).not.toContain('TEST')
  const seen = JSON.stringify([attempts, there.station.messages, there.station.errors])
  for (const secret of channel.secrets) expect(seen).not.toContain(secret)
})

test('an event far too long for Teams is shortened until a card is posted of it', async () => {
  const channel = simulateTeams()
  await using there = await openSimulated(channel)
  await there.add()
  const long = '*_[x](y)\\"é\n'.repeat(2000)
  await there.fire({ description: long.repeat(5), agent: { name: long }, user: { name: long } })
  expect(channel.failedRuns).toEqual([])
  expect(channel.taken).toHaveLength(1)
  expect(JSON.stringify(channel.taken[0])).toContain('https://console.example.com/alerts/4711')
})

test('an Authorization header is refused at save: with it Microsoft refuses the URL', async () => {
  const channel = simulateTeams()
  await using there = await openSimulated(channel)
  const headers = [{ name: 'Authorization', value: 'Bearer abcdefgh' }]
  const id = `whk_${crypto.randomUUID()}`
  const saved = await there.station.ask('webhooks.create', { id, draft: { ...there.draft, headers } })
  expect(saved).toMatchObject({
    ok: false,
    refusal: { fields: { 'draft.headers.0.name': expect.stringContaining('sig=') } },
  })
  expect(there.receiver.requests).toHaveLength(0)
})

test('a URL that was not copied whole is explained', async () => {
  await using there = await openSimulated(simulateTeams())
  const { code, explanation } = await there.test({ url: there.draft.url.replace(/&sig=.*/, '') })
  expect(code).toBe('unauthorized')
  expect(explanation!.next).toContain('set “Who can trigger the flow” to Anyone, save, and copy the whole URL again')
})

test('the URL of an Office 365 connector is not saved, and what replaced it is said', async () => {
  await using there = await openSimulated(simulateTeams())
  const id = `whk_${crypto.randomUUID()}`
  const url = 'https://acme.webhook.office.com/webhookb2/1b2c@3d4e/IncomingWebhook/5f6a/7b8c'
  const saved = await there.station.ask('webhooks.create', { id, draft: { ...there.draft, url } })
  expect(saved).toMatchObject({
    ok: false,
    refusal: { fields: { 'draft.url': expect.stringContaining('workflows replaced them') } },
  })
})

test.for(teams.answers.filter((rule) => 'words' in rule))(
  'the answer “$reason” is told in its own words',
  async (rule) => {
    const { status, headers = {}, body } = rule.sample
    await using there = await openSimulated({ ...simulateTeams(), answer: () => ({ status, headers, body }) })
    const { code, explanation } = await there.test()
    expect(code).toBe(rule.outcome)
    expect(explanation!.why).toBe('words' in rule ? rule.words.why : '')
    expect(JSON.stringify(explanation)).not.toMatch(/\{\w+\}/)
  },
)
