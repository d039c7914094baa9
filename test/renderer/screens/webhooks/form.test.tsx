import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { show, useView } from '../../../../renderer/stores/view.ts'
import { emptySnapshot } from '../../support/sample-data.ts'
import { webhookIds } from '../../support/sample-webhooks.ts'
import { errorAt, field, fillIn, openForm, openWebhooks, press, type } from './form-support.tsx'

describe('the webhook form', () => {
  it('opens in place from the empty list, and needs a name, a URL and an event', async () => {
    const { bridge } = await openWebhooks({}, emptySnapshot())
    await press('+ Add Webhook')
    await fillIn()
    await press('Save')
    await screen.findByRole('row', { name: /Tines/, selected: true })
    expect(bridge.callsOf('webhooks.create')[0]).toMatchObject({
      id: expect.stringMatching(/^whk_/),
      draft: { name: 'Tines', url: 'https://tines.example/hook', events: ['agent.online'], signing: true },
    })
    expect(useView.getState().webhookPanel).toBe('detail')
  })

  it('refuses a URL that is not https as soon as the field is left, and says why', async () => {
    await openForm()
    await type('URL', 'http://tines.example')
    expect(errorAt('URL')).toBeNull()
    await userEvent.tab()
    await waitFor(() => expect(errorAt('URL')).toMatch(/Only https:\/\/ is allowed, because events are confidential/))
  })

  it('does not call an empty field a mistake before it is saved', async () => {
    await openForm()
    await userEvent.click(field('URL'))
    await userEvent.tab()
    expect(errorAt('URL')).toBeNull()
  })

  it('says at each field what is missing, goes to the first, and asks main nothing', async () => {
    const { bridge } = await openForm()
    await press('Save')
    await waitFor(() => expect(errorAt('Name')).toBe('Give the webhook a name.'))
    expect(errorAt('URL')).toBe('Paste the URL of the receiver.')
    expect(screen.getByText('Choose at least one event.')).toBeDefined()
    expect(document.activeElement).toBe(field('Name'))
    expect(bridge.callsOf('webhooks.create')).toEqual([])
  })

  it('shows what main refuses at its field, and loses nothing', async () => {
    const { bridge } = await openForm()
    bridge.refuse('webhooks.create', { code: 'invalid', message: 'No.', fields: { 'draft.url': 'That is this app.' } })
    await fillIn()
    await press('Save')
    await waitFor(() => expect(errorAt('URL')).toBe('That is this app.'))
    expect((field('Name') as HTMLInputElement).value).toBe('Tines')
  })

  it('tells above the buttons what is wrong with a test and has no field', async () => {
    const { bridge } = await openForm()
    const fields = { 'draft.url': 'That is this app.', 'draft.keepOrder': 'Not while it sends.' }
    bridge.refuse('webhooks.test', { code: 'invalid', message: 'No.', fields })
    await fillIn()
    await press('Test Webhook')
    expect((await screen.findByRole('alert')).textContent).toBe('Not while it sends.')
    expect(errorAt('URL')).toBe('That is this app.')
  })

  it('tells a refusal that belongs to no field above the buttons', async () => {
    const { bridge } = await openForm()
    bridge.refuse('webhooks.create', { message: 'This webhook is saved already. Look at the list.' })
    await fillIn()
    await press('Save')
    expect((await screen.findByRole('alert')).textContent).toBe('This webhook is saved already. Look at the list.')
  })

  it('opens a folded part that holds a mistake', async () => {
    await openForm()
    await fillIn()
    await press(/^Headers/)
    await press('Add header')
    await press(/^Headers/)
    await press('Save')
    await screen.findByText('Give the header a name, or remove it.')
    expect(screen.getByRole('button', { name: /^Headers/ }).getAttribute('aria-expanded')).toBe('true')
  })
})

describe('a form that is left', () => {
  it('has what was typed when it is opened again', async () => {
    await openForm()
    await type('Name', 'Half done')
    show('about')
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Name' })).toBeNull())
    show('webhooks')
    await screen.findByText('Here is what you had typed')
    expect((field('Name') as HTMLInputElement).value).toBe('Half done')
  })

  it('is not forgotten: its webhook says so and leads back', async () => {
    await openWebhooks({ webhookId: webhookIds.slack, webhookPanel: 'edit' })
    await type('Name', ' 2')
    await userEvent.click(screen.getByText('Old Splunk'))
    await userEvent.click(screen.getByText('SOC channel (Slack)'))
    await press('Go on editing')
    expect((field('Name') as HTMLInputElement).value).toBe('SOC channel (Slack) 2')
  })

  it('by Cancel throws its changes away, and offers them back', async () => {
    await openForm()
    await type('Name', 'Half done')
    await press('Cancel')
    await press('Undo')
    await waitFor(() => expect((field('Name') as HTMLInputElement).value).toBe('Half done'))
  })
})

describe('editing', () => {
  it('shows a secret URL with dots, and keeps it unless it is replaced', async () => {
    const { bridge } = await openWebhooks({ webhookId: webhookIds.jira, webhookPanel: 'edit' })
    expect(await screen.findByText('https://automation.atlassian.com/pro/hooks/••••')).toBeDefined()
    await press('Save')
    await waitFor(() => expect(bridge.callsOf('webhooks.update')).toHaveLength(1))
    expect(bridge.callsOf('webhooks.update')[0]).toMatchObject({
      draft: { url: null, signingSecret: null, headers: [{ name: 'Authorization', value: null }] },
    })
  })

  it('says what is wrong with a kept secret at the button that replaces it, and goes there', async () => {
    const { bridge } = await openWebhooks({ webhookId: webhookIds.jira, webhookPanel: 'edit' })
    bridge.refuse('webhooks.update', { code: 'invalid', fields: { 'draft.url': 'The stored URL can not be read.' } })
    await press('Save')
    const replace = await screen.findByRole('button', { name: 'Replace URL', description: /can not be read/ })
    await waitFor(() => expect(document.activeElement).toBe(replace))
  })

  it('sends the new URL where it is replaced', async () => {
    const { bridge } = await openWebhooks({ webhookId: webhookIds.jira, webhookPanel: 'edit' })
    await press('Replace URL')
    await type('URL', 'https://new.example/')
    await press('Save')
    await waitFor(() => expect(bridge.callsOf('webhooks.update')).toHaveLength(1))
    expect(bridge.callsOf('webhooks.update')[0]).toMatchObject({ draft: { url: 'https://new.example/' } })
  })
})

describe('a name that leads to a less public address', () => {
  const fields = { 'draft.url': 'automation.atlassian.com now leads into your private network.' }
  const refusal = { code: 'conflict', message: fields['draft.url'], fields, leadsTo: 'private' } as const
  const agreement = () => screen.queryByRole('checkbox', { name: /Send to the private network/ })

  it('is asked about at the URL, and agreed to by a tick and another save', async () => {
    const { bridge } = await openWebhooks({ webhookId: webhookIds.jira, webhookPanel: 'edit' })
    await screen.findByRole('button', { name: 'Save' })
    expect(agreement()).toBeNull()
    bridge.refuse('webhooks.update', refusal)
    await press('Save')
    await screen.findByText(fields['draft.url'])
    expect((agreement() as HTMLInputElement).checked).toBe(false)
    await userEvent.click(agreement()!)
    expect(screen.queryByText(fields['draft.url'])).toBeNull()
    bridge.allow('webhooks.update')
    await press('Save')
    await waitFor(() => expect(bridge.callsOf('webhooks.update')).toHaveLength(2))
    expect(bridge.callsOf('webhooks.update')).toMatchObject([
      { draft: { agreeTo: null } },
      { draft: { agreeTo: 'private' } },
    ])
  })

  it('is neither asked about nor agreed to any more once the URL is another one', async () => {
    const { bridge } = await openWebhooks({ webhookId: webhookIds.jira, webhookPanel: 'edit' })
    bridge.refuse('webhooks.update', refusal)
    await press('Save')
    await screen.findByText(fields['draft.url'])
    await userEvent.click(agreement()!)
    await press('Replace URL')
    await type('URL', 'https://new.example/')
    expect(agreement()).toBeNull()
    bridge.allow('webhooks.update')
    await press('Save')
    await waitFor(() => expect(bridge.callsOf('webhooks.update')).toHaveLength(2))
    expect(bridge.callsOf('webhooks.update')[1]).toMatchObject({ draft: { agreeTo: null } })
  })

  it('is still to be seen as agreed to when the form was left and is opened again', async () => {
    const { bridge } = await openWebhooks({ webhookId: webhookIds.jira, webhookPanel: 'edit' })
    bridge.refuse('webhooks.update', refusal)
    await press('Save')
    await screen.findByText(fields['draft.url'])
    await userEvent.click(agreement()!)
    show('about')
    await waitFor(() => expect(agreement()).toBeNull())
    show('webhooks')
    await waitFor(() => expect((agreement() as HTMLInputElement).checked).toBe(true))
  })
})
