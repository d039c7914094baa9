import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { Webhook } from '../../../../preload/contract/webhook.ts'
import { show } from '../../../../renderer/stores/view.ts'
import { sampleSnapshot } from '../../support/sample-data.ts'
import { sampleWebhook } from '../../support/sample-webhooks.ts'
import { errorAt, field, openForm, openWebhooks, press, type } from './form-support.tsx'
import { choose, draftOf, finish, line, paste, said, secret, summary, textboxes, urls } from './receiver-support.tsx'

describe('the fields of a receiver', () => {
  it('are at most three beside name and URL for a first webhook; the rest is folded away', async () => {
    await openForm()
    await paste(urls.cloud)
    await line()
    expect(textboxes()).toEqual(['Name', 'URL', 'Project key', 'E-mail'])
    expect(secret('Token')).toBeDefined()
    expect(summary('More for Jira')).toBe('More for JiraJira Cloud (REST API 3), Task')
  })

  it('are asked for by what the others say', async () => {
    await openForm()
    await paste(urls.cloud)
    await line()
    await userEvent.click(screen.getByRole('radio', { name: 'Access token' }))
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'E-mail' })).toBeNull())
    expect(field('Project key')).toBeDefined()
  })

  it('follow the URL, also in what the one before it told and this one does not', async () => {
    await openForm()
    await paste(urls.server)
    await line()
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'E-mail' })).toBeNull())
    await type('Project key', 'SEC')
    await paste(urls.cloud)
    await screen.findByRole('textbox', { name: 'E-mail' })
    expect((field('Project key') as HTMLInputElement).value).toBe('SEC')
    await paste(urls.rule)
    await screen.findByText('Jira')
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Project key' })).toBeNull())
  })

  it('show what main says is wrong with them, and the first one gets the focus', async () => {
    const { bridge } = await openForm()
    bridge.refuse('webhooks.create', { code: 'invalid', fields: { 'draft.fields.project': 'Enter the Project key.' } })
    await paste(urls.cloud)
    await line()
    await finish()
    await waitFor(() => expect(errorAt('Project key')).toBe('Enter the Project key.'))
    await waitFor(() => expect(document.activeElement).toBe(field('Project key')))
  })

  it('are unfolded where one of them is wrong', async () => {
    const { bridge } = await openForm()
    bridge.refuse('webhooks.create', { code: 'invalid', fields: { 'draft.fields.mode': 'The URL is for a rule.' } })
    await paste(urls.cloud)
    await line()
    await finish()
    expect(await screen.findByText('The URL is for a rule.')).toBeDefined()
    expect(screen.getByRole('button', { name: /^More for Jira/ }).getAttribute('aria-expanded')).toBe('true')
  })

  it('and the receiver are what is tested and saved', async () => {
    const { bridge } = await openForm()
    await paste(urls.cloud)
    await line()
    await type('Project key', 'SEC')
    await type('E-mail', 'soc@example.com')
    await userEvent.type(secret('Token'), 'ATATT3x')
    await finish()
    await waitFor(() => expect(bridge.callsOf('webhooks.create')).toHaveLength(1))
    const fields = { mode: 'cloud', project: 'SEC', email: 'soc@example.com', token: 'ATATT3x', issueType: 'Task' }
    expect(draftOf(bridge.callsOf('webhooks.create'))).toMatchObject({ receiver: 'jira', fields })
  })

  it('are there again when the form was left and is opened again, whatever its URL tells', async () => {
    await openForm()
    await paste(urls.cloud)
    await line()
    await type('Project key', 'SEC')
    await press(/^More for Jira/)
    await press(/Send to$/)
    await userEvent.click(await screen.findByRole('option', { name: /^Data Center/ }))
    show('about')
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Name' })).toBeNull())
    show('webhooks')
    await screen.findByText('Here is what you had typed')
    await line()
    expect((field('Project key') as HTMLInputElement).value).toBe('SEC')
    expect(summary('More for Jira')).toContain('Data Center')
  })
})

describe('editing', () => {
  const stored: Partial<Webhook> = {
    name: 'Jira',
    url: { shown: `${urls.cloud}/rest/api/3/issue`, whole: true },
    receiver: 'jira',
    fields: { mode: 'cloud', auth: 'basic', project: 'SEC', email: 'soc@example.com', issueType: 'Bug' },
    secretFields: ['token'],
    signing: true,
    template: '{"fields":{}}',
  }
  const edit = (change: Partial<Webhook> = {}) => {
    const webhook = sampleWebhook({ ...stored, ...change })
    const snapshot = { ...sampleSnapshot(), webhooks: [webhook] }
    return openWebhooks({ webhookId: webhook.id, webhookPanel: 'edit' }, snapshot)
  }

  it('changes nothing by being opened: no field, no rate, no signing', async () => {
    const { bridge } = await edit()
    await line()
    await press('Save')
    await waitFor(() => expect(bridge.callsOf('webhooks.update')).toHaveLength(1))
    expect(draftOf(bridge.callsOf('webhooks.update'))).toMatchObject({
      fields: { ...stored.fields, token: null },
      signing: true,
      template: '{"fields":{}}',
      ratePerMinute: null,
    })
  })

  it('shows of a stored secret only that it is set, and replaces it when asked to', async () => {
    const { bridge } = await edit()
    const token = await screen.findByRole('group', { name: 'Token' })
    expect(token.textContent).toContain('Set')
    await press('Replace Token')
    await userEvent.type(secret('Token'), 'new')
    await press('Save')
    await waitFor(() => expect(bridge.callsOf('webhooks.update')).toHaveLength(1))
    expect(draftOf(bridge.callsOf('webhooks.update'))).toMatchObject({ fields: { token: 'new', project: 'SEC' } })
  })

  it('says of a stored secret that it is wanted again, at its button', async () => {
    const { bridge } = await edit()
    const fields = { 'draft.fields.token': 'The URL leads elsewhere now. Enter the Token again.' }
    bridge.refuse('webhooks.update', { code: 'invalid', fields })
    await press('Save')
    expect(await screen.findByRole('button', { name: 'Replace Token', description: /leads elsewhere/ })).toBeDefined()
  })

  it('of a URL that is shown in part asks for nothing that it told when it was entered', async () => {
    await edit({ url: { shown: 'https://example.atlassian.net/••••', whole: false } })
    expect(await said()).toBe('Jira ')
    expect(screen.queryByRole('radiogroup', { name: 'Sign in with' })).toBeNull()
    expect(summary('More for Jira')).toContain('Jira Cloud (REST API 3), E-mail and token, Bug')
  })

  it('brings back what is stored with the receiver it was stored with', async () => {
    const { bridge } = await edit()
    await press('Change the receiver')
    await choose('Slack')
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Project key' })).toBeNull())
    await choose('Jira')
    expect((await screen.findByRole('group', { name: 'Token' })).textContent).toContain('Set')
    await press('Save')
    await waitFor(() => expect(bridge.callsOf('webhooks.update')).toHaveLength(1))
    expect(draftOf(bridge.callsOf('webhooks.update'))).toMatchObject({
      fields: { ...stored.fields, token: null },
      signing: true,
      template: '{"fields":{}}',
      ratePerMinute: null,
    })
  })
})
