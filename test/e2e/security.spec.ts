import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { reply } from '../support/answers.ts'
import { ask } from './support/bridge.ts'
import { deliveryPanel, deliveryRows, openDelivery, openTab } from './support/deliveries.ts'
import { fire, openFirePanel } from './support/events.ts'
import { attemptToLeave, violationsOf } from './support/hostile-page.ts'
import { expect, test } from './support/test.ts'
import { addHeader, fillIn, openForm, openWebhook, save, storeAnyway, unfold, webhookForm } from './support/webhooks.ts'

test('the page has the bridge and nothing else of the system', async ({ app: { page } }) => {
  const found = await page.evaluate(() => {
    const bridge = Reflect.get(window, 'castellan') as object
    const node = ['require', 'process', 'module', 'exports', 'Buffer', 'global', 'electron', 'ipcRenderer', '__dirname']
    return { bridge: Object.keys(bridge).toSorted(), node: node.filter((name) => name in window) }
  })
  expect(found).toEqual({ bridge: ['call', 'listen'], node: [] })
})

test('the bridge answers only to the commands it has', async ({ app: { page } }) => {
  for (const name of ['__proto__', 'constructor', 'toString', 'webhooks', '', 'secrets.read']) {
    const answer = await ask(page, name as 'app.snapshot', {})
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'invalid' } })
  }
})

test('the policy stops inline scripts, eval, and whatever comes from elsewhere', async ({ app }) => {
  app.forgive(
    /Content Security Policy|Content-Security-Policy|Trusted(HTML|Script)|Failed to load resource|ERR_BLOCKED/i,
  )
  const scripts = /^(script-src|require-trusted-types-for|trusted-types)/
  const stoppedBy = {
    'inline script': scripts,
    eval: scripts,
    'remote script': scripts,
    markup: scripts,
    'remote image': /^img-src/,
    'remote frame': /^frame-src/,
    'inline style': /^style-src/,
    'remote fetch': /^connect-src/,
    'own fetch': /^connect-src/,
    socket: /^connect-src/,
    worker: /^(worker-src|require-trusted-types-for)/,
  }
  const found = await violationsOf(app.page)
  expect(Object.keys(found)).toEqual(Object.keys(stoppedBy))
  for (const [attempt, directive] of Object.entries(stoppedBy))
    expect.soft(found[attempt]?.[0] ?? 'nothing stopped it', attempt).toMatch(directive)
})

test('the page can neither leave nor open a window; an https link asks first', async ({ app }) => {
  app.forgive(/Not allowed to (load local resource|navigate top frame)/)
  const asked = await attemptToLeave(app, 'https://attacker.example/?data=1')
  expect(asked).toEqual(['Open attacker.example in your browser?', 'Open attacker.example in your browser?'])
  await attemptToLeave(app, 'file:///etc/passwd')
  await attemptToLeave(app, 'data:text/html,<h1>hello</h1>')
  expect(app.page.url()).toBe('app://ui/index.html')
  expect(app.electron.windows()).toHaveLength(1)
  await expect(app.page.getByRole('heading', { level: 1 })).toHaveText('Webhooks')
})

test('the page is granted no permission', async ({ app: { page } }) => {
  const states = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi']
    const asked = names.map(async (name) => {
      const { state } = await navigator.permissions.query({ name: name as PermissionName })
      return `${name}: ${state}`
    })
    return Promise.all(asked)
  })
  expect(states.filter((line) => !line.endsWith('denied'))).toEqual([])
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied')
})

test('a secret goes in and is found nowhere afterwards: page, bridge, database, log', async ({ app, receiver }) => {
  const secrets = {
    header: 'Bearer tok-5b1c9e3d-never-show',
    signing: `whsec_${Buffer.from('a signing secret of 32 bytes !!!').toString('base64')}`,
    inUrl: 'k3y-in-the-query-5512',
  }
  const { page } = app
  // An endpoint that sends back what it was sent is how secrets get into logs.
  receiver.always(reply(200, { 'x-echo': secrets.header }, `{"you sent":"${secrets.header} ${secrets.inUrl}"}`))
  const name = 'Keeps secrets'
  const url = `${receiver.url}?key=${secrets.inUrl}`
  await openForm(page)
  await fillIn(page, { name, url, events: ['Critical Security Event'], ca: receiver.ca })
  await addHeader(page, 1, 'Authorization', secrets.header)
  await unfold(page, 'Signing')
  await webhookForm(page).getByRole('button', { name: 'Replace Signing secret' }).click()
  await webhookForm(page).getByLabel('Signing secret', { exact: true }).fill(secrets.signing)
  await save(page)
  await storeAnyway(page)

  await openFirePanel(page)
  await fire(page, 'Accepted')
  expect((await receiver.next()).headers.authorization).toBe(secrets.header)
  const pages: string[] = [await page.content()]
  await openDelivery(page)
  await expect(deliveryRows(page)).toContainText('Delivered')
  for (const tab of ['Request', 'Response', 'Connection', 'Event'] as const) {
    await openTab(page, tab)
    pages.push(await deliveryPanel(page).innerText())
  }
  await openWebhook(page, name)
  await page.getByRole('button', { name: 'Edit' }).click()
  await unfold(page, 'Headers')
  await unfold(page, 'Signing')
  await expect(webhookForm(page)).toContainText('Set')
  pages.push(await page.content())

  const [delivery] = await snapshotOf(page, pages)
  pages.push(JSON.stringify(await ask(page, 'deliveries.get', { id: delivery!.id })))
  await app.stop()
  const files = ['ledger.sqlite', 'settings.json', 'secrets.key', ...readdirSync(app.userData)]
  for (const file of new Set(files.filter((one) => /^(ledger|settings|secrets)/.test(one))))
    pages.push(readFileSync(join(app.userData, file)).toString('latin1'))
  pages.push(app.log())

  for (const [what, secret] of Object.entries(secrets))
    for (const form of [secret, secret.replace('whsec_', ''), Buffer.from(secret).toString('base64')])
      expect(pages.filter((text) => text.includes(form)).map((text) => `${what} in ${text.slice(0, 60)}`)).toEqual([])
})

async function snapshotOf(page: Parameters<typeof ask>[0], replies: string[]) {
  const answer = await ask(page, 'app.snapshot', {})
  replies.push(JSON.stringify(answer))
  return answer.ok ? answer.value.deliveries : []
}
