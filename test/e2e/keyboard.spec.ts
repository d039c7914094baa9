import { firePanel } from './support/events.ts'
import { pressOn, tabTo } from './support/keyboard.ts'
import { expect, test } from './support/test.ts'
import { testReport, webhookForm, webhookPanel } from './support/webhooks.ts'

const name = 'By keyboard'

test('a webhook can be added, tested, saved, looked at and left with the keyboard alone', async ({ app, receiver }) => {
  const { page } = app
  const { keyboard } = page
  const form = webhookForm(page)
  await pressOn(page, page.getByRole('button', { name: '+ Add Webhook' }))
  await expect(form.getByLabel('Name', { exact: true })).toBeFocused()
  await keyboard.type(name)
  await keyboard.press('Tab')
  await keyboard.type(receiver.url)
  const event = form.getByRole('checkbox', { name: 'Agent Offline' })
  await pressOn(page, event, 'Space')
  await expect(event).toBeChecked()
  await pressOn(page, form.getByRole('button', { name: /^TLS/ }))
  await tabTo(page, form.getByLabel('CA certificate (PEM)'))
  await keyboard.insertText(receiver.ca)
  await pressOn(page, form.getByRole('button', { name: 'Test Webhook' }))
  await expect(testReport(page).getByRole('status')).toContainText('It works')
  await pressOn(page, form.getByRole('button', { name: 'Save' }))
  if (process.platform === 'linux') {
    const question = page.getByRole('alertdialog')
    await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
    await pressOn(page, question.getByRole('button', { name: 'Store anyway' }))
  }
  await expect(webhookPanel(page, name)).toContainText('Active')

  await tabTo(page, page.getByRole('grid', { name: 'Webhooks' }))
  await keyboard.press('Escape')
  await expect(webhookPanel(page, name)).toBeHidden()
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await expect(webhookPanel(page, name)).toBeVisible()
})

test('an event can be fired with the keyboard alone', async ({ app: { page } }) => {
  await page.keyboard.press('ControlOrMeta+2')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Events')
  await pressOn(page, page.getByRole('button', { name: 'Fire event', exact: true }))
  const panel = firePanel(page)
  await pressOn(page, panel.getByRole('button', { name: /Event$/ }))
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(panel.getByLabel('Title')).toHaveValue(/^Encoded PowerShell/)
  await pressOn(page, panel.getByRole('button', { name: 'Fire event' }))
  await expect(panel.getByRole('status')).toContainText('Accepted')
})
