import type { Page } from '@playwright/test'
import { ask } from './support/bridge.ts'
import { look } from './support/look.ts'
import { expect, test } from './support/test.ts'
import * as webhooks from './support/webhooks.ts'

const name = 'Critical alerts to SOAR'
const title = 'Credential dumping on WIN-FIN-07'

const form = webhooks.webhookForm
const editor = (page: Page) => form(page).getByRole('textbox', { name: 'Template of the body, JSON' })
const preview = (page: Page) => form(page).getByRole('region', { name: 'Body as it would be sent' })
const count = (page: Page) =>
  form(page)
    .getByRole('status')
    .filter({ hasText: /problem|error|warning/ })
const problem = (page: Page, words: RegExp) =>
  form(page).getByRole('list', { name: 'Problems in the template' }).getByRole('button', { name: words })

/** As it is pasted: the editor would indent what is typed. */
async function write(page: Page, text: string): Promise<void> {
  await editor(page).click()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.insertText(text)
}

async function fire(page: Page): Promise<void> {
  const data = { severity: 'critical' as const, title, agent: { name: 'WIN-FIN-07' }, note: 'a "quoted"\nline' }
  expect(await ask(page, 'events.fire', { type: 'security.critical', data })).toMatchObject({ ok: true })
}

test('an analyst writes the body a webhook sends, and the receiver gets it as it was previewed', async ({
  app,
  receiver,
}) => {
  const { page } = app

  await test.step('starts from the body the receiver takes as it is', async () => {
    await fire(page)
    await webhooks.openForm(page)
    await webhooks.fillIn(page, { name, url: receiver.url, events: ['Critical Security Event'], ca: receiver.ca })
    await webhooks.unfold(page, 'Body')
    await expect(preview(page)).toContainText(title)
    await look(app, 'form-body-own')
    await form(page).getByRole('button', { name: 'Edit the body' }).click()
    await expect(editor(page)).toContainText('{{ data }}')
    await expect(count(page)).toHaveText('No problems')
    await look(app, 'form-template')
  })

  await test.step('sees a mistake at its line, goes there, and can not save it', async () => {
    await write(page, '{\n  "summary": "{{ data.title | uper }}",\n  "host": "{{ data.agnt.name }}"\n}')
    await expect(count(page)).toHaveText('1 error')
    await expect(preview(page)).toContainText(title)
    await expect(form(page)).toContainText('As it was before the error')
    await webhooks.save(page)
    await expect(form(page).getByRole('button', { name: /error in line 2/ })).toBeFocused()
    await look(app, 'form-template-wrong')
    await problem(page, /^Error, line 2/).click()
    await expect(editor(page)).toBeFocused()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.type('p')
    await expect(count(page)).toHaveText('1 warning')
    await look(app, 'form-template-warning')
  })

  let previewed = ''
  await test.step('mends it, and sees what would be sent of the event that was fired', async () => {
    await write(
      page,
      '{ "summary": "{{ data.title | upper }}", "host": "{{ data.agent.name }}", "note": "{{ data.note }}" }',
    )
    await expect(count(page)).toHaveText('No problems')
    await expect(preview(page)).toContainText('CREDENTIAL DUMPING ON WIN-FIN-07')
    await form(page).getByRole('button', { name: 'Show as it is' }).click()
    previewed = (await preview(page).textContent()) ?? ''
    await webhooks.unfold(page, 'Body')
    await form(page)
      .getByRole('button', { name: /^Paths and filters/ })
      .click()
    await look(app, 'form-template-help')
  })

  await test.step('leaves the editor by the keyboard, saves, and the receiver gets just that', async () => {
    await editor(page).focus()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Tab')
    await expect(editor(page)).not.toBeFocused()
    await webhooks.save(page)
    await webhooks.storeAnyway(page)
    await expect(webhooks.webhookPanel(page, name)).toContainText('Active')
    await fire(page)
    await expect.poll(() => receiver.requests.map(({ body }) => body)).toEqual([previewed])
  })

  await test.step('goes back to the receiver’s own body, and back again', async () => {
    await webhooks.webhookPanel(page, name).getByRole('button', { name: 'Edit' }).click()
    await expect(form(page).getByRole('button', { name: /^Body/ })).toContainText('Its own template')
    await webhooks.unfold(page, 'Body')
    await form(page).getByRole('button', { name: 'Back to the receiver’s own body' }).click()
    await expect(preview(page)).toContainText('"severity"')
    await expect(form(page).getByRole('button', { name: 'Undo' })).toBeFocused()
    await look(app, 'form-template-undo')
    await form(page).getByRole('button', { name: 'Undo' }).click()
    await expect(editor(page)).toContainText('data.title | upper')
  })
})
