import { IncomingWebhook, WebhookTrigger } from '@slack/webhook'
import { expect, test } from 'vitest'
import { slack } from '../../../main/receivers/slack.ts'
import { slackVariables } from '../../../main/receivers/slack/bodies.ts'
import { openSimulated } from '../../support/receivers/open-simulated.ts'
import { simulateSlack, simulateSlackWorkflow } from '../../support/receivers/slack.ts'

const openWorkflow = () => simulateSlackWorkflow(Object.keys(slackVariables))

test('an event becomes a message in the channel', async () => {
  const channel = simulateSlack()
  await using there = await openSimulated(channel)
  expect(await there.test()).toMatchObject({ ok: true, code: 'accepted', said: 'Slack posted the message.' })
  await there.add()
  const { delivery, attempts } = await there.fire()
  expect(delivery.state).toBe('delivered')
  expect(channel.taken.map(({ text }) => text)).toEqual([
    'TEST: [CRITICAL] Credential dumping detected on WIN-FIN-07',
    '[CRITICAL] Credential dumping detected on WIN-FIN-07',
  ])
  const seen = JSON.stringify([attempts, there.station.messages, there.station.errors])
  for (const secret of channel.secrets) expect(seen).not.toContain(secret)
})

test('nothing in an event notifies anybody or leads anywhere', async () => {
  const channel = simulateSlack()
  await using there = await openSimulated(channel)
  await there.add()
  await there.fire({
    title: '<!channel> <@U012AB3CD>',
    description: '<!here|now> <https://evil.example|Open in console>',
    agent: { name: '<#C0123|general>' },
    link: 'https://console.example.com/?q=<!everyone>&next=<@U1>',
  })
  expect(channel.taken).toHaveLength(1)
  expect(channel.taken[0]!.notified).toEqual([])
})

test('an event far too long for Slack is shortened until it is taken', async () => {
  const channel = simulateSlack()
  await using there = await openSimulated(channel)
  await there.add()
  const long = '<&>"\\\n'.repeat(1500)
  const { delivery } = await there.fire({
    title: 'x & '.repeat(100),
    description: long.repeat(10),
    agent: { name: long, ip: long },
    user: { name: long },
    rule: { id: long, name: long },
    mitre: { technique_id: long, technique: long },
    network: { source_ip: long, destination_ip: long },
  })
  expect(delivery.state).toBe('delivered')
  expect(JSON.stringify(channel.taken[0]!.blocks)).toContain('https://console.example.com/alerts/4711')
})

test('a workflow is sent its variables, and is said to be started only', async () => {
  const workflow = openWorkflow()
  await using there = await openSimulated(workflow)
  expect(there.draft.fields).toMatchObject({ mode: 'workflow' })
  await there.add()
  const { delivery, attempts } = await there.fire({ title: 'a <!channel> & b', user: undefined })
  expect(delivery.state).toBe('delivered')
  expect(attempts[0]!.code).toBe('queued')
  expect(attempts[0]!.said).toContain('Accepted by Slack, not yet run')
  expect(workflow.failed).toEqual([])
  expect(workflow.taken).toEqual([
    expect.objectContaining({ title: 'a ‹!channel> & b', user: '', host: 'WIN-FIN-07 (10.20.30.41)' }),
  ])
})

test('the URL of a workflow is not saved as that of a channel', async () => {
  await using there = await openSimulated(openWorkflow())
  const { url, ...draft } = there.draft
  const id = `whk_${crypto.randomUUID()}`
  const saved = await there.station.ask('webhooks.create', {
    id,
    draft: { ...draft, url, fields: { mode: 'message' } },
  })
  expect(saved).toMatchObject({
    ok: false,
    refusal: { fields: { 'draft.fields.mode': 'This is the URL of a workflow. Choose it.' } },
  })
})

test('a block that Slack does not know is explained', async () => {
  await using there = await openSimulated(simulateSlack())
  const template = JSON.stringify({ text: '{{ data.title }}', blocks: [{ type: 'marquee', text: '{{ id }}' }] })
  const { code, explanation } = await there.test({ template })
  expect(code).toBe('bad_request')
  expect(explanation!.what).toBe('hooks.slack.com answered 400: Slack finds a block wrong.')
})

test('what goes out is what Slack’s own client sends, and it takes the answers for a success too', async () => {
  const channel = simulateSlack()
  const workflow = openWorkflow()
  await using there = await openSimulated(channel)
  await there.add()
  await there.fire()
  const [ours] = there.receiver.requests
  const asked: { path: string; type: string; body: string }[] = []
  const fetchFrom =
    ({ answer }: Pick<typeof channel, 'answer'>): typeof fetch =>
    async (url, init) => {
      const sent = new Request(url, init)
      const path = new URL(sent.url).pathname
      const type = sent.headers.get('content-type') ?? ''
      const body = await sent.text()
      asked.push({ path, type, body })
      const request = { ...ours!, path, headers: { 'content-type': type }, body }
      const { status, body: said } = answer(request)
      return new Response(String(said), { status })
    }
  const client = new IncomingWebhook(channel.url, { fetch: fetchFrom(channel) })
  expect(await client.send(JSON.parse(ours!.body))).toEqual({ text: 'ok' })
  expect(asked).toEqual([{ path: ours!.path, type: ours!.headers['content-type'], body: ours!.body }])
  const trigger = new WebhookTrigger(workflow.url, { fetch: fetchFrom(workflow) })
  expect(await trigger.send({ title: 'x' })).toEqual({ ok: true })
})

test.for(slack.answers.filter((rule) => 'words' in rule))(
  'the answer “$reason” is told in its own words',
  async (rule) => {
    const { status, headers = {}, body } = rule.sample
    await using there = await openSimulated({ ...simulateSlack(), answer: () => ({ status, headers, body }) })
    const { code, explanation } = await there.test()
    expect(code).toBe(rule.outcome)
    expect(explanation!.why).toBe('words' in rule ? rule.words.why : '')
    expect(JSON.stringify(explanation)).not.toMatch(/\{\w+\}/)
  },
)
