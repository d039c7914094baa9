import type { Page } from '@playwright/test'
import { reply } from '../support/answers.ts'
import { type MailServer, openMailServer } from '../support/mail-server.ts'
import { openFirePanel, fire } from './support/events.ts'
import { choose } from './support/form-choices.ts'
import { look } from './support/look.ts'
import { go } from './support/places.ts'
import { setRetrySchedule } from './support/settings.ts'
import { expect, test } from './support/test.ts'
import * as webhooks from './support/webhooks.ts'

const password = 'not-for-your-eyes'
const subjects = (server: MailServer) => server.mails.map(({ raw }) => /^Subject: (.*)$/m.exec(raw)?.[1])
const form = (page: Page) => page.getByRole('form', { name: 'E-mail' })
const report = (page: Page) => page.getByRole('region', { name: 'Test mail' })
const mails = (page: Page) => page.getByRole('region', { name: 'Last mails' }).getByRole('listitem')

test('an analyst sets up e-mail, tests it, and hears by mail that a webhook was disabled', async ({
  app,
  receiver,
}) => {
  const { page } = app
  await using server = await openMailServer({ password })

  await test.step('writes down the mail server; a test says what is missing, then what is wrong', async () => {
    await go(page, 'E-mail')
    await form(page).getByRole('button', { name: 'Send test mail' }).click()
    await expect(form(page)).toContainText('Write the name of the mail server')
    await form(page).getByLabel('Mail server').fill('localhost')
    await form(page).getByLabel('Port').fill(String(server.port))
    await form(page).getByLabel('User').fill('soc')
    await form(page).getByLabel('Password').last().fill(password)
    await form(page).getByLabel('From').fill('webhooks@castellan.example')
    await form(page).getByLabel('To', { exact: true }).fill('soc@castellan.example\nlead@castellan.example')
    await choose(page, 'Critical events as well', 'When delivery fails')
    await form(page).getByRole('button', { name: 'Send test mail' }).click()
    await expect(report(page).getByRole('status')).toContainText('is not from an authority this app trusts')
    await expect(report(page).getByRole('listitem').filter({ hasText: 'TLS' })).toContainText('failed')
    await look(app, 'email-failed')
  })

  await test.step('gives its CA, and the test mail arrives before anything is saved', async () => {
    await form(page)
      .getByRole('button', { name: /^CA certificate/ })
      .click()
    await form(page).getByLabel('CA certificate (PEM)').fill(server.ca)
    await form(page).getByRole('button', { name: 'Send test mail' }).click()
    await expect(report(page).getByRole('status')).toContainText('It works')
    expect(subjects(server)).toEqual(['Test mail'])
    expect(server.mails[0]).toMatchObject({ to: ['soc@castellan.example', 'lead@castellan.example'], user: 'soc' })
  })

  await test.step('saves it; the password is not shown again', async () => {
    await form(page).getByText('Send notices by e-mail').click()
    await form(page).getByRole('button', { name: 'Save e-mail settings' }).click()
    await webhooks.storeAnyway(page)
    await expect(form(page)).toContainText('Saved.')
    await expect(form(page)).toContainText('•••• set')
    expect(await page.content()).not.toContain(password)
    await look(app, 'email')
  })

  await test.step('breaks a webhook: early, disabled and the critical event come by mail', async () => {
    await setRetrySchedule(page, '1 s')
    receiver.always(reply(503))
    await webhooks.openForm(page)
    const events = ['Critical Security Event']
    await webhooks.fillIn(page, { name: 'Jira SOC', url: receiver.url, events, ca: receiver.ca })
    await webhooks.save(page)
    await openFirePanel(page)
    await fire(page, 'Accepted')
    await expect
      .poll(() => subjects(server), { timeout: 20_000 })
      .toEqual([
        'Test mail',
        'Webhook failing: Jira SOC',
        'Webhook disabled: Jira SOC',
        'Critical event: Credential dumping detected on WIN-FIN-07',
      ])
    await go(page, 'E-mail')
    await expect(mails(page)).toHaveCount(3)
    await expect(mails(page).first()).toContainText('Sent')
    await mails(page).first().scrollIntoViewIfNeeded()
    await look(app, 'email-sent')
  })

  await test.step('a mail server that is away: what waits is shown, and why', async () => {
    await server.close()
    receiver.always(reply(200))
    await webhooks.openWebhook(page, 'Jira SOC')
    await webhooks.webhookPanel(page, 'Jira SOC').getByRole('button', { name: 'Enable' }).click()
    await openFirePanel(page)
    await fire(page, 'Accepted')
    await go(page, 'E-mail')
    await expect(mails(page).first()).toContainText('Waiting')
    await expect(mails(page).first()).toContainText('refused the connection')
    await mails(page).first().scrollIntoViewIfNeeded()
    await look(app, 'email-waiting')
  })
  expect(app.log()).not.toContain(password)
})
