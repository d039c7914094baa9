import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { App } from '../../../../renderer/App.tsx'
import { localMinute, sinceOf } from '../../../../renderer/screens/deliveries/since.ts'
import { renderApp } from '../../support/render-app.tsx'
import { webhookIds } from '../../support/sample-webhooks.ts'

const hour = 3_600_000
const now = new Date(2026, 10, 23, 9, 5).getTime()

test.each([
  ['hour', '', now - hour],
  ['day', '', now - 24 * hour],
  ['week', '', now - 168 * hour],
  ['since', '2026-11-23T08:05', now - hour],
  ['since', '', null],
] as const)('failed within %s (%s) is since %s', (span, text, at) => expect(sinceOf(span, text, now)).toBe(at))

test('a time is written as the field takes it, and read back', () => {
  expect(localMinute(now)).toBe('2026-11-23T09:05')
  expect(sinceOf('since', localMinute(now), 0)).toBe(now)
})

async function open(webhookId: string | null = null) {
  const app = await renderApp(<App />, {
    view: { screen: 'deliveries', deliveryFilter: { webhookId, eventId: null, group: 'all' } },
  })
  await userEvent.click(screen.getByRole('button', { name: 'Redeliver failed …' }))
  return { ...app, dialog: within(await screen.findByRole('dialog')) }
}
const sinceAsked = (input: unknown) => (input as { since: number }).since

test('what failed is counted first, and exactly that is sent again', async () => {
  const { bridge, dialog } = await open()
  await dialog.findByText('3 deliveries failed.')
  expect(bridge.callsOf('deliveries.redeliverFailedSince')).toEqual([])
  await userEvent.click(dialog.getByRole('button', { name: 'Redeliver 3' }))
  await screen.findByText('3 deliveries are on the way again.')
  expect(bridge.callsOf('deliveries.redeliverFailedSince')).toEqual(
    bridge.callsOf('deliveries.failedSince').slice(0, 1),
  )
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('another span counts anew', async () => {
  const { bridge, dialog } = await open()
  await dialog.findByText('3 deliveries failed.')
  await userEvent.click(dialog.getByRole('radio', { name: 'Last hour' }))
  await waitFor(() => expect(bridge.callsOf('deliveries.failedSince')).toHaveLength(2))
  const [day, last] = bridge.callsOf('deliveries.failedSince').map(sinceAsked)
  expect(last! - day!).toBe(23 * hour)
})

test('the webhook the list is filtered by is the one meant, and nothing failed is nothing to do', async () => {
  const { bridge, dialog } = await open(webhookIds.slack)
  await waitFor(() => expect(dialog.getByRole('status').textContent).toBe('Nothing failed in this time.'))
  const button = dialog.getByRole('button', { name: 'Redeliver' })
  expect(button.getAttribute('aria-disabled')).toBe('true')
  await userEvent.click(button)
  expect(bridge.callsOf('deliveries.failedSince')[0]).toMatchObject({ webhookId: webhookIds.slack })
  expect(bridge.callsOf('deliveries.redeliverFailedSince')).toEqual([])
})

test('one more that fails while it is looked at is counted too', async () => {
  const { bridge, dialog } = await open()
  await dialog.findByText('3 deliveries failed.')
  bridge.handlers['deliveries.failedSince'] = () => ({ ok: true, value: { count: 4 } })
  bridge.emit({ kind: 'counters', counters: { pending: 0, held: 0, failed: 4 } })
  await dialog.findByRole('button', { name: 'Redeliver 4' })
})

test('a time not written out sends nothing and says so', async () => {
  const { bridge, dialog } = await open()
  await userEvent.click(dialog.getByRole('radio', { name: 'Since …' }))
  await userEvent.clear(dialog.getByLabelText('Failed since'))
  await userEvent.click(dialog.getByRole('button', { name: 'Redeliver' }))
  expect(dialog.getAllByText('Write a date and a time first.').length).toBeGreaterThan(0)
  expect(bridge.callsOf('deliveries.redeliverFailedSince')).toEqual([])
})
