import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { useView } from '../../../../renderer/stores/view.ts'
import type { Webhook } from '../../../../preload/contract/webhook.ts'
import { sampleSnapshot } from '../../support/sample-data.ts'
import { webhookIds } from '../../support/sample-webhooks.ts'
import { openWebhooks, press } from './form-support.tsx'

/** Jira, whose last attempt failed. */
function openWarning(change: Partial<Webhook>) {
  const snapshot = sampleSnapshot()
  const webhooks = snapshot.webhooks.map((one) => (one.id === webhookIds.jira ? { ...one, ...change } : one))
  return openWebhooks({ webhookId: webhookIds.jira }, { ...snapshot, webhooks })
}
const nothingToCome = { kind: 'warning', since: 1, reason: '401: token refused', attempt: null, of: 5 } as const

describe('the list of webhooks', () => {
  it('answers at the top whether everything works, and leads to what does not', async () => {
    await openWebhooks()
    expect(screen.getByText(/2 need you, first Old Splunk · 5 of 5 attempts failed/)).toBeDefined()
    await press('Look')
    expect(useView.getState().webhookId).toBe(webhookIds.splunk)
  })

  it.each([
    ['Critical to ServiceNow', '●Active'],
    ['Jira automation', '▲Warning · 401: token refused · attempt 3 of 5'],
    ['Old Splunk', '■Disabled · 5 of 5 attempts failed · 14 held'],
    ['Night pager', '■Disabled · by you'],
  ])('says of %s in one line: %s', async (name, status) => {
    await openWebhooks()
    const row = screen.getByRole('row', { name: new RegExp(name) })
    expect(row.children[1]?.textContent).toBe(status)
  })

  it('opens the detail beside the list, and Escape closes it', async () => {
    await openWebhooks()
    await userEvent.click(screen.getByText('Jira automation'))
    const detail = screen.getByRole('region', { name: 'Jira automation' })
    expect(screen.getByRole('grid', { name: 'Webhooks' })).toBeDefined()
    screen.getByRole('button', { name: 'Edit' }).focus()
    await userEvent.keyboard('{Escape}')
    expect(document.contains(detail)).toBe(false)
    expect(document.activeElement).toBe(screen.getByRole('grid', { name: 'Webhooks' }))
  })
})

describe('a webhook', () => {
  it('is deleted at once, and Undo brings it back', async () => {
    const { bridge } = await openWebhooks({ webhookId: webhookIds.jira })
    await press('Delete')
    await waitFor(() => expect(screen.queryByRole('row', { name: /Jira automation/ })).toBeNull())
    await press('Undo')
    await screen.findByRole('row', { name: /Jira automation/, selected: true })
    expect(bridge.callsOf('webhooks.restore')).toEqual([{ id: webhookIds.jira }])
  })

  it('that is disabled is enabled, then offers a test and what was held', async () => {
    const { bridge } = await openWebhooks({ webhookId: webhookIds.splunk })
    await press('Enable')
    await screen.findByRole('button', { name: 'Send 14 held events' })
    await press('Send test')
    await screen.findByText(/It works/)
    expect(screen.queryByRole('button', { name: 'Send test' })).toBeNull()
    await press('Send 14 held events')
    await screen.findByText('14 held events on the way to Old Splunk.')
    expect(bridge.callsOf('webhooks.held.send')).toEqual([{ id: webhookIds.splunk }])
  })

  it('that was tested while disabled offers a test again once it is enabled', async () => {
    await openWebhooks({ webhookId: webhookIds.splunk })
    await press('Test Webhook')
    await screen.findByText(/It works/)
    await press('Enable')
    await screen.findByRole('button', { name: 'Send test' })
    expect(screen.queryByText(/It works/)).toBeNull()
  })

  it('that is enabled again has nothing left to undo', async () => {
    await openWebhooks({ webhookId: webhookIds.jira })
    await press('Disable')
    await screen.findByRole('button', { name: 'Undo' })
    await press('Enable')
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull())
  })

  it('gives up held events only after asking, because that can not be undone', async () => {
    const { bridge } = await openWebhooks({ webhookId: webhookIds.splunk })
    await press('Enable')
    await press('Dismiss')
    expect(bridge.callsOf('webhooks.held.dismiss')).toEqual([])
    await press('Dismiss 14')
    await waitFor(() => expect(bridge.callsOf('webhooks.held.dismiss')).toEqual([{ id: webhookIds.splunk }]))
  })

  it('that can not be enabled says why', async () => {
    const { bridge } = await openWebhooks({ webhookId: webhookIds.splunk })
    bridge.refuse('webhooks.enable', { message: 'The disk is full. Free some space and try again.' })
    await press('Enable')
    await screen.findByText('The disk is full. Free some space and try again.')
    expect(screen.queryByRole('button', { name: 'Send test' })).toBeNull()
  })

  it('that is disabled and taken back goes on with what the disabling held', async () => {
    const { bridge } = await openWebhooks({ webhookId: webhookIds.jira })
    await press('Disable')
    await press('Undo')
    await screen.findByRole('button', { name: 'Disable' })
    expect(bridge.callsOf('webhooks.enable')).toEqual([{ id: webhookIds.jira, resume: true }])
  })

  it('in trouble says that it goes on trying while an attempt is to come', async () => {
    await openWarning({})
    screen.getByText(/It goes on trying. If all 5 attempts fail/)
  })

  it('in trouble with no attempt to come says so, and nothing of attempts', async () => {
    await openWarning({ status: { ...nothingToCome, nextAttemptAt: null }, pending: 0, nextAttemptAt: null })
    screen.getByText(/No attempt is planned/)
    expect(screen.queryByText(/goes on trying/)).toBeNull()
    expect(screen.getByRole('row', { name: /Jira automation/ }).children[1]?.textContent).toBe(
      '▲Warning · 401: token refused',
    )
  })

  it('leads to its deliveries', async () => {
    await openWebhooks({ webhookId: webhookIds.jira })
    await press('See its deliveries')
    expect(useView.getState()).toMatchObject({
      screen: 'deliveries',
      deliveryFilter: { webhookId: webhookIds.jira },
    })
  })
})

describe('what a webhook sends', () => {
  it('names the receiver and what was entered for it; of secrets only that they are there', async () => {
    await openWarning({
      receiver: 'jira',
      fields: { mode: 'cloud', auth: 'basic', project: 'SEC', email: 'soc@example.com', secret: '' },
      secretFields: ['token', 'secret'],
    })
    const facts = screen.getByRole('region', { name: 'What it sends' })
    const rows = [...facts.querySelectorAll('dl > div')].map((row) => [...row.children].map((part) => part.textContent))
    expect(rows.slice(1, 8)).toEqual([
      ['Receiver', 'Jira'],
      ['Send to', 'Jira Cloud (REST API 3)'],
      ['Project key', 'SEC'],
      ['Sign in with', 'E-mail and token'],
      ['E-mail', 'soc@example.com'],
      ['Token', '••••'],
      ['Issue type', 'Task'],
    ])
  })
})
