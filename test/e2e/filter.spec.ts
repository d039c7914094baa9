import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Locator, Page } from '@playwright/test'
import type { Receiver } from '../support/receiver.ts'
import { ask } from './support/bridge.ts'
import { look } from './support/look.ts'
import { eventsAt, titlesOf } from './support/received.ts'
import { expect, test } from './support/test.ts'
import * as webhooks from './support/webhooks.ts'

const name = 'Finance hosts to SOAR'

const part = (page: Page, called: string) =>
  webhooks.webhookForm(page).getByRole('group', { name: called, exact: true })
const count = (page: Page) =>
  webhooks
    .webhookForm(page)
    .getByRole('status')
    .filter({ hasText: /matched|No events/ })

async function pick(page: Page, inside: Locator, list: string, option: string): Promise<void> {
  await inside.getByRole('button', { name: new RegExp(`${list}$`) }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

async function fire(page: Page, title: string, data: object): Promise<void> {
  const input = { type: 'security.critical' as const, data: { severity: 'critical' as const, title, ...data } }
  expect(await ask(page, 'events.fire', input)).toMatchObject({ ok: true })
}

async function fireThree(page: Page): Promise<void> {
  await fire(page, 'By name', { agent: { name: 'WIN-FIN-07' } })
  await fire(page, 'By network', { agent: { name: 'SRV-01' }, network: { source_ip: '10.20.30.41' } })
  await fire(page, 'Neither', { agent: { name: 'WIN-HR-02' }, network: { source_ip: '192.0.2.7' } })
}

const arrives = (receiver: Receiver, titles: string[]) =>
  expect.poll(() => titlesOf(eventsAt(receiver)).toSorted()).toEqual(titles.toSorted())

test('an analyst has a webhook get only what concerns it, and hears of a filter that can not be read', async ({
  app,
  receiver,
}) => {
  await test.step('writes the filter, which counts what it would have matched', async () => {
    const { page } = app
    await fireThree(page)
    await webhooks.openForm(page)
    await webhooks.fillIn(page, { name, url: receiver.url, events: ['Critical Security Event'], ca: receiver.ca })
    await webhooks.unfold(page, 'Filter')
    const form = webhooks.webhookForm(page)
    await form.getByRole('button', { name: 'Add condition' }).click()
    await pick(page, part(page, 'Condition 1'), 'Field', 'Severity')
    await expect(count(page)).toHaveText('Would have matched 3 of the last 3 events')
    await form.getByRole('button', { name: 'Add group' }).click()
    await pick(page, part(page, 'Condition 2.1'), 'Comparison', 'contains')
    await part(page, 'Condition 2.1').getByRole('textbox', { name: 'Value' }).fill('fin')
    await expect(count(page)).toHaveText('Would have matched 1 of the last 3 events')
    await part(page, 'Group 2').getByRole('button', { name: 'Add condition' }).click()
    await pick(page, part(page, 'Condition 2.2'), 'Field', 'Other')
    await part(page, 'Condition 2.2').getByLabel('Path of the field').fill('data.network.source_ip')
    await pick(page, part(page, 'Condition 2.2'), 'Comparison', 'is in network')
    await part(page, 'Condition 2.2').getByRole('textbox', { name: 'Network' }).fill('10.20.0.0/99')
    await webhooks.save(page)
    await expect(part(page, 'Condition 2.2').getByRole('textbox', { name: 'Network' })).toBeFocused()
    await look(app, 'form-filter-wrong')
    await part(page, 'Condition 2.2').getByRole('textbox', { name: 'Network' }).fill('10.20.0.0/16')
    await expect(count(page)).toHaveText('Would have matched 2 of the last 3 events')
    await form.getByRole('button', { name: 'Add condition' }).last().click()
    await pick(page, part(page, 'Condition 3'), 'Comparison', 'is none of')
    await part(page, 'Condition 3')
      .getByRole('textbox', { name: 'Values, one per line' })
      .fill('WIN-LAB-01\nWIN-LAB-02')
    await expect(count(page)).toHaveText('Would have matched 2 of the last 3 events')
    await look(app, 'form-filter')
    await webhooks.save(page)
    await webhooks.storeAnyway(page)
  })

  await test.step('reads it in words, and only what it lets through arrives', async () => {
    const panel = webhooks.webhookPanel(app.page, name)
    for (const words of ['Severity is at least high', 'Host contains fin', 'is in network 10.20.0.0/16'])
      await expect(panel).toContainText(words)
    await look(app, 'webhook-filtered')
    await fireThree(app.page)
    await arrives(receiver, ['By name', 'By network'])
  })

  await test.step('is warned of one that can not be read; every event arrives', async () => {
    await app.relaunch((userData) => {
      const database = new DatabaseSync(join(userData, 'ledger.sqlite'))
      database.exec(`UPDATE webhook SET definition = json_set(definition, '$.filter', json('{"op":"later"}'))`)
      database.close()
    })
    await webhooks.openWebhook(app.page, name)
    const panel = webhooks.webhookPanel(app.page, name)
    await expect(panel).toContainText("Warning · Its filter can't be read, so every event is sent. Edit the webhook")
    await look(app, 'webhook-filter-unreadable')
    await fireThree(app.page)
    await arrives(receiver, ['By name', 'By name', 'By network', 'By network', 'Neither'])
  })

  await test.step('writes it anew by the keyboard alone, and the warning is over', async () => {
    const { page } = app
    await webhooks.webhookPanel(page, name).getByRole('button', { name: 'Edit' }).click()
    await expect(webhooks.webhookForm(page)).toContainText('The stored filter can’t be read')
    await look(app, 'form-filter-unreadable')
    await webhooks.webhookForm(page).getByRole('button', { name: 'Add condition' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type('WIN-FIN-07')
    await expect(count(page)).toHaveText('Would have matched 3 of the last 9 events')
    await page.keyboard.press('Enter')
    await expect(webhooks.webhookPanel(page, name)).toContainText('Active')
    await expect(webhooks.webhookPanel(page, name)).toContainText('Host is WIN-FIN-07')
  })
})
