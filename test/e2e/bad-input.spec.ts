import { readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ask, snapshot } from './support/bridge.ts'
import { firePanel, openFirePanel } from './support/events.ts'
import { go } from './support/places.ts'
import { waitField } from './support/settings.ts'
import { expect, test } from './support/test.ts'
import { addHeader, headerRow, openForm, save, tick, unfold, webhookForm } from './support/webhooks.ts'

test('each field of the form says what is wrong with it, keeps what was typed, and nothing is saved', async ({
  app: { page },
}) => {
  await openForm(page)
  const form = webhookForm(page)
  const field = (label: string) => form.getByLabel(label, { exact: true })
  await field('URL').fill('http://soar.example.com/hook')
  await unfold(page, 'Signing')
  await form.getByRole('button', { name: 'Replace Signing secret' }).click()
  await field('Signing secret').fill('whsec_short')
  await addHeader(page, 1, 'X Key', 'one')
  await addHeader(page, 2, 'X-Api-Key', 'two')
  await addHeader(page, 3, 'x-api-key', 'three')
  await addHeader(page, 4, 'Content-Length', 'ключ')
  await unfold(page, 'TLS')
  await field('CA certificate (PEM)').fill('not a certificate')
  await unfold(page, 'Order and rate')
  await field('Send at most').fill('0')
  await save(page)

  await expect(field('Name')).toHaveAccessibleDescription('Give the webhook a name.')
  await expect(field('Name')).toBeFocused()
  await expect(field('URL')).toHaveAccessibleDescription(/^Only https:\/\/ is allowed, because events are confidential/)
  await expect(form.getByRole('group', { name: 'Events' })).toHaveAccessibleDescription('Choose at least one event.')
  await expect(field('Signing secret')).toHaveAccessibleDescription(/^A signing secret/)
  const header = (number: number) => headerRow(page, number).getByLabel('Header name')
  await expect(header(1)).toHaveAccessibleDescription('A header name has letters, digits and hyphens only.')
  await expect(header(4)).toHaveAccessibleDescription('The app sets Content-Length itself. Remove this header.')
  const value = headerRow(page, 4).getByLabel(/^value of/)
  await expect(value).toHaveAccessibleDescription(/only Latin-1 characters/)
  await expect(field('CA certificate (PEM)')).toHaveAccessibleDescription(/starts with -----BEGIN CERTIFICATE-----/)
  await expect(field('Send at most')).toHaveAccessibleDescription('At least 1 a minute.')

  await expect(field('URL')).toHaveValue('http://soar.example.com/hook')
  await expect(field('Signing secret')).toHaveValue('whsec_short')
  await expect(header(1)).toHaveValue('X Key')
  await expect(field('CA certificate (PEM)')).toHaveValue('not a certificate')
  await expect(field('Send at most')).toHaveValue('0')

  await header(1).fill('X-Key')
  await header(4).fill('X-Other')
  await value.fill('four')
  await save(page)
  await expect(header(3)).toHaveAccessibleDescription('The header x-api-key is there twice.')
  expect((await snapshot(page)).webhooks).toEqual([])
})

test('a URL is judged as soon as it is left, in words that say why', async ({ app: { page } }) => {
  await openForm(page)
  const url = webhookForm(page).getByLabel('URL', { exact: true })
  for (const [typed, says] of [
    ['soar', 'This is not a URL. It should look like https://host.example.com/path.'],
    ['https://', 'This is not a URL. It should look like https://host.example.com/path.'],
    ['ftp://soar.example.com', 'Only https:// is allowed, because events are confidential. This starts with ftp://.'],
    ['https://me:pass@soar.example.com', /^Take the user name and password out of the URL/],
    ['https://soar.example.com/#part', /^Take out the part from # on/],
  ] as const) {
    await url.fill(typed)
    await url.blur()
    await expect(url).toHaveAccessibleDescription(says)
    await expect(url).toHaveValue(typed)
  }
})

test('what was typed is there again after a look elsewhere', async ({ app: { page } }) => {
  await openForm(page)
  await webhookForm(page).getByLabel('Name', { exact: true }).fill('Half done')
  await tick(page, 'Agent Online')
  await go(page, 'Delivery')
  await go(page, 'Webhooks')
  await expect(page.getByText('Here is what you had typed')).toBeVisible()
  await expect(webhookForm(page).getByLabel('Name', { exact: true })).toHaveValue('Half done')
  await expect(webhookForm(page).getByRole('checkbox', { name: 'Agent Online' })).toBeChecked()
})

test('a line break in a header is refused by main too, not only by the form', async ({ app: { page } }) => {
  const draft = { name: 'Smuggler', url: 'https://soar.example.com/', events: ['agent.online' as const] }
  for (const [header, field] of [
    [{ name: 'X-A', value: 'a\r\nX-Evil: 1' }, 'draft.headers.0.value'],
    [{ name: 'X-A\nX-Evil', value: 'a' }, 'draft.headers.0.name'],
  ] as const) {
    const reply = await ask(page, 'webhooks.create', {
      id: 'whk_00000000-0000-4000-8000-000000000000',
      draft: { ...draft, headers: [header] },
    })
    expect(reply).toMatchObject({ ok: false, refusal: { code: 'invalid', fields: { [field]: expect.any(String) } } })
  }
  expect((await snapshot(page)).webhooks).toEqual([])
})

test('a retry schedule out of bounds is refused at its field and not saved', async ({ app: { page } }) => {
  await go(page, 'Delivery')
  for (const [typed, says] of [
    ['0 s', 'At least 1 second.'],
    ['86401 s', 'At most 24 hours.'],
    ['soon', 'Write a time such as 5 s, 2 min or 1 h.'],
  ] as const) {
    await waitField(page, 3).fill(typed)
    await page.getByRole('button', { name: 'Save schedule' }).click()
    await expect(waitField(page, 3)).toHaveAccessibleDescription(says)
    await expect(waitField(page, 3)).toHaveValue(typed)
  }
  expect((await snapshot(page)).settings.delivery.retrySteps).toEqual([5, 30, 120, 600])
})

test('an event whose JSON is broken is not fired; the field says where it breaks', async ({ app: { page } }) => {
  await openFirePanel(page)
  const data = firePanel(page).getByLabel('Data (JSON)')
  await expect(data).not.toHaveValue('')
  const broken = '{\n  "severity": "high",\n  "title" "no colon"\n}'
  await data.fill(broken)
  await firePanel(page).getByRole('button', { name: 'Fire event' }).click()
  await expect(data).toHaveAccessibleDescription('Line 3: a colon is missing after the name.')
  await expect(data).toHaveValue(broken)
  expect((await snapshot(page)).events).toEqual([])
})

test('a database from a newer version is left alone, and the window says what to do', async ({ start }) => {
  let file = ''
  const app = await start((userData) => {
    file = join(userData, 'ledger.sqlite')
    const database = new DatabaseSync(file)
    database.exec('CREATE TABLE future (x); PRAGMA user_version = 999')
    database.close()
  })
  app.forgive(/the ledger can not be opened/)
  const before = readFileSync(file)
  await expect(app.page.getByRole('heading', { level: 1 })).toHaveText('Castellan Webhooks could not start')
  await expect(app.page.getByRole('main')).toContainText(/newer version/)
  await expect(app.page.getByRole('main')).toContainText('No event is received or delivered until this is solved.')
  await expect(app.page.getByRole('button', { name: 'Show the data folder' })).toBeVisible()
  await app.stop()
  expect(readFileSync(file).equals(before)).toBe(true)
  expect(readdirSync(app.userData).filter((name) => /-(wal|shm|journal)$/.test(name))).toEqual([])
})

test('once that database is moved away, Try again starts the app', async ({ start }) => {
  let file = ''
  const app = await start((userData) => {
    file = join(userData, 'ledger.sqlite')
    writeFileSync(file, 'this is no database')
  })
  app.forgive(/the ledger can not be opened/)
  await expect(app.page.getByRole('heading', { level: 1 })).toHaveText('The ledger can’t be used')
  renameSync(file, `${file}.old`)
  await app.page.getByRole('button', { name: 'Try again' }).click()
  await expect(app.page.getByRole('heading', { level: 1 })).toHaveText('Webhooks')
})

test('a settings file that can’t be read is kept aside, and a banner says so', async ({ start }) => {
  const app = await start((userData) => writeFileSync(join(userData, 'settings.json'), '{ broken'))
  const banner = app.page.getByRole('status').filter({ hasText: 'The settings file can’t be read' })
  await expect(banner).toContainText('it is not JSON')
  const kept = readdirSync(app.userData).find((name) => name.startsWith('settings.broken-'))!
  await expect(banner).toContainText(kept)
  expect(readFileSync(join(app.userData, kept), 'utf8')).toBe('{ broken')
})
