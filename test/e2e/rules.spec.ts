import type { Page } from '@playwright/test'
import { eventsAt } from './support/received.ts'
import { ask } from './support/bridge.ts'
import { look } from './support/look.ts'
import { go } from './support/places.ts'
import { expect, test } from './support/test.ts'
import * as webhooks from './support/webhooks.ts'

const form = (page: Page) => page.getByRole('form', { name: 'Rule' })
const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

async function pick(page: Page, list: RegExp, option: string): Promise<void> {
  await form(page).getByRole('button', { name: list }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

async function failSignIn(page: Page, user: string, times: number): Promise<void> {
  for (let index = 0; index < times; index += 1) {
    const data = { severity: 'high' as const, title: `Failed sign-in of ${user}`, user: { name: user } }
    expect(await ask(page, 'events.fire', { type: 'security.high', data })).toMatchObject({ ok: true })
  }
}

const sigma = String.raw`title: LSASS memory access
status: test
description: Somebody reads what is in the memory of LSASS.
logsource:
  product: windows
  category: process_access
detection:
  selection:
    TargetImage|endswith: '\lsass.exe'
    GrantedAccess:
      - '0x1410'
      - '0x1010'
  filter_system:
    SourceUser: 'NT AUTHORITY\SYSTEM'
  condition: selection and not filter_system
level: critical
---
title: Encoded command
detection:
  selection:
    CommandLine|re: '-e(nc)? [A-Za-z0-9]+'
  condition: selection
`

test('an analyst writes a rule, tries it on past events, and its alert reaches a webhook', async ({
  app,
  receiver,
}) => {
  const { page } = app
  await failSignIn(page, 'ann', 4)
  await failSignIn(page, 'bob', 1)

  await test.step('tries it before the first save', async () => {
    await go(page, 'Rules')
    await look(app, 'rules-none')
    await page.getByRole('button', { name: '+ Add rule' }).click()
    await form(page).getByRole('textbox', { name: 'Name' }).fill('Many failed sign-ins')
    await form(page).getByRole('button', { name: 'Add condition' }).click()
    await pick(page, /Field$/, 'Other')
    await form(page).getByRole('textbox', { name: 'Path of the field' }).fill('data.title')
    await pick(page, /Comparison$/, 'starts with')
    await form(page).getByRole('textbox', { name: 'Value' }).fill('failed sign-in')
    await pick(page, /Fires when$/, 'Many match within a time')
    await form(page).getByRole('textbox', { name: 'At least' }).fill('4')
    await pick(page, /Tell apart by$/, 'User')
    await form(page).getByRole('button', { name: 'Test rule' }).click()
    await expect(panel(page, 'Test')).toContainText('5 of 5 events would have matched, and fired 1 alert.')
    await expect(panel(page, 'Test')).toContainText('Many failed sign-ins · ann')
    await look(app, 'rule-form')
    await form(page).getByRole('button', { name: 'Save' }).click()
    await expect(panel(page, 'Many failed sign-ins')).toContainText('4 within 5 min, for each User')
  })

  await test.step('has a webhook for it, and it fires', async () => {
    await webhooks.openForm(page)
    await webhooks.fillIn(page, { name: 'SOAR', url: receiver.url, events: ['Alert Triggered'], ca: receiver.ca })
    await webhooks.save(page)
    await webhooks.storeAnyway(page)
    await expect(webhooks.webhookPanel(page, 'SOAR')).toContainText('Active')
    await failSignIn(page, 'eve', 6)
    await expect.poll(() => eventsAt(receiver).length).toBe(1)
    expect(JSON.parse(eventsAt(receiver)[0]?.body ?? '')).toMatchObject({
      type: 'alert.triggered',
      data: { title: 'Many failed sign-ins · eve', rule: { name: 'Many failed sign-ins' }, count: 4 },
    })
    await go(page, 'Rules')
    await page.getByRole('grid', { name: 'Rules' }).getByRole('row').filter({ hasText: 'Many failed' }).click()
    await expect(panel(page, 'Many failed sign-ins')).toContainText('Last alert')
    await look(app, 'rule')
  })

  await test.step('takes a Sigma rule over, and sees what does not map', async () => {
    await page.getByRole('button', { name: 'Import Sigma rule' }).click()
    await page.getByRole('textbox', { name: 'Sigma rule (YAML)' }).fill(sigma)
    await page.getByRole('button', { name: 'Show what maps' }).click()
    await expect(panel(page, 'Encoded command')).toContainText('Regular expressions have no equal here')
    await look(app, 'sigma')
    await panel(page, 'LSASS memory access').getByRole('button', { name: 'Use as rule' }).click()
    await expect(form(page).getByRole('textbox', { name: 'Name' })).toHaveValue('LSASS memory access')
    await look(app, 'rule-form-sigma')
    await form(page).getByRole('button', { name: 'Save' }).click()
    await expect(panel(page, 'LSASS memory access')).toContainText('TargetImage ends with \\lsass.exe')
  })
})
