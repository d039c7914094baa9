import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { settingsSchema } from '../../../../preload/contract/settings.ts'
import { EmailScreen } from '../../../../renderer/screens/email/EmailScreen.tsx'
import { renderApp } from '../../support/render-app.tsx'
import { emptySnapshot } from '../../support/sample-data.ts'
import { sampleMail } from '../../support/sample-mails.ts'

const box = (name: string) => screen.getByRole('textbox', { name })
/** Pasted: letter by letter would take seconds on a busy machine. */
async function enter(field: HTMLElement, text: string) {
  await userEvent.clear(field)
  await userEvent.click(field)
  await userEvent.paste(text)
}
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))
const choose = (name: string) => userEvent.click(screen.getByRole('radio', { name }))

const snapshotWith = (email: object) => ({ ...emptySnapshot(), settings: settingsSchema.parse({ email }) })
const set = { host: 'smtp.corp', user: 'soc', from: 'soc@corp.example', to: ['a@corp.example'], secretUpdatedAt: 1 }

test('what is typed is saved whole, the password goes in and is not shown again', async () => {
  const { bridge } = await renderApp(<EmailScreen />, { snapshot: snapshotWith({ ...set, secretUpdatedAt: null }) })
  await userEvent.click(screen.getByRole('switch', { name: /Send notices by e-mail/ }))
  await choose('STARTTLS')
  await enter(screen.getByLabelText('Password', { selector: '[type=password]' }), 'hush-hush')
  await enter(box('To'), 'a@corp.example\nb@corp.example')
  await choose('When delivery fails')
  await press('Save e-mail settings')
  await waitFor(() => expect(bridge.callsOf('settings.update')).toHaveLength(1))
  const { secretUpdatedAt: _at, ...kept } = set
  const changed = {
    enabled: true,
    port: 587,
    security: 'starttls',
    secret: 'hush-hush',
    to: ['a@corp.example', 'b@corp.example'],
    critical: 'failed',
  }
  expect(bridge.callsOf('settings.update')[0]).toMatchObject({ email: { ...kept, login: 'password', ...changed } })
  await screen.findByText(/•••• set/)
  await screen.findByText('Saved. It holds from the next mail on.')
  expect(document.body.innerHTML).not.toContain('hush-hush')
})

test('a port of its own stays when the encryption is changed', async () => {
  const { bridge } = await renderApp(<EmailScreen />, { snapshot: snapshotWith({ ...set, port: 2525 }) })
  await choose('STARTTLS')
  await press('Save e-mail settings')
  await waitFor(() => expect(bridge.callsOf('settings.update')).toMatchObject([{ email: { port: 2525 } }]))
  expect(bridge.callsOf('settings.update')[0]).not.toHaveProperty('email.secret')
})

test('a wrong address is said with its line, and is not sent', async () => {
  const { bridge } = await renderApp(<EmailScreen />, { snapshot: snapshotWith(set) })
  await enter(box('To'), 'a@corp.example\nno address')
  await press('Save e-mail settings')
  await screen.findByText(/^Line 2: This is not an e-mail address/)
  await press('Send test mail')
  await screen.findByText(/^Line 2: This is not an e-mail address/)
  expect(bridge.callsOf('settings.update')).toEqual([])
  expect(bridge.callsOf('email.test')).toEqual([])
})

test('a test mail takes what is in the form, and shows each phase', async () => {
  const { bridge } = await renderApp(<EmailScreen />, { snapshot: snapshotWith(set) })
  await enter(box('Mail server'), 'smtp2.corp')
  await press('Send test mail')
  await screen.findByText(/^It works: the mail server took the test mail in 141 ms/)
  expect(bridge.callsOf('email.test')).toMatchObject([{ email: { host: 'smtp2.corp' } }])
  const rows = screen.getAllByRole('listitem').map(({ textContent }) => textContent)
  expect(rows.map((row) => row?.slice(1, 5))).toEqual(['DNS1', 'Conn', 'TLS1', 'Logi', 'Acce'])
  await userEvent.type(box('Mail server'), 'x')
  expect(screen.queryByText(/^It works/)).toBeNull()
})

test('what main lacks for a test is said at its field', async () => {
  const { bridge } = await renderApp(<EmailScreen />, { snapshot: snapshotWith(set) })
  const fields = { 'email.secret': 'Enter the password.' }
  bridge.refuse('email.test', { code: 'invalid', message: 'Enter the password.', fields })
  await press('Send test mail')
  await screen.findByText('Enter the password.')
})

test('the last mails say what became of them: one that waits when it is tried again, an unknown one why', async () => {
  const mails = [
    sampleMail({ seq: 3, state: 'unknown', subject: 'Webhook failing: A', reason: 'It may have arrived.' }),
    sampleMail({
      seq: 2,
      state: 'waiting',
      attempts: 2,
      nextAttemptAt: Date.now() + 60_000,
      reason: 'smtp.corp refused the connection.',
    }),
    sampleMail({ seq: 1 }),
  ]
  await renderApp(<EmailScreen />, { snapshot: { ...emptySnapshot(), mails } })
  const rows = screen.getAllByRole('listitem').map(({ textContent }) => textContent)
  expect(rows[0]).toContain('Unknown · It may have arrived.')
  expect(rows[1]).toMatch(/Waiting · smtp.corp refused the connection. Next try in/)
  expect(rows[2]).toContain('Sent')
})
