import { screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import type { Delivery } from '../../../../preload/contract/delivery.ts'
import { DeliveriesScreen } from '../../../../renderer/screens/deliveries/DeliveriesScreen.tsx'
import { useView } from '../../../../renderer/stores/view.ts'
import { renderApp } from '../../support/render-app.tsx'
import { emptySnapshot, sampleSnapshot } from '../../support/sample-data.ts'
import { sampleDelivery } from '../../support/sample-deliveries.ts'
import { sampleEvents } from '../../support/sample-events.ts'
import { sampleWebhook, webhookIds } from '../../support/sample-webhooks.ts'

const rowNames = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.textContent)

/** One delivery of Jira, opened. */
const opened = (delivery: Delivery) =>
  renderApp(<DeliveriesScreen />, {
    snapshot: {
      ...sampleSnapshot(),
      webhooks: [sampleWebhook({ id: delivery.webhookId, name: delivery.webhookName })],
      events: sampleEvents(Date.now(), 1),
      deliveries: [delivery],
    },
    view: { deliveryId: delivery.id },
  })

test('the list shows state, event, webhook, result, attempts and time', async () => {
  await renderApp(<DeliveriesScreen />)
  expect(rowNames()[2]).toContain('Retrying')
  expect(rowNames()[2]).toContain('Jira automation')
  expect(rowNames()[2]).toContain('HTTP 401, credentials refused')
  expect(rowNames()[2]).toContain('3 of 5')
})

test('a delivery that comes is on top, without being asked for', async () => {
  const { bridge } = await renderApp(<DeliveriesScreen />)
  bridge.emit({ kind: 'delivery', delivery: sampleDelivery('queued', { id: 'new', seq: 99, title: 'A new one' }) })
  await screen.findByText('A new one')
  expect(rowNames()[0]).toContain('A new one')
})

test('the filter by state and by webhook leaves what matches', async () => {
  await renderApp(<DeliveriesScreen />)
  await userEvent.click(screen.getByRole('radio', { name: 'Failed' }))
  expect(rowNames().every((name) => name.startsWith('✗Failed') || name.startsWith('–Stopped'))).toBe(true)
  await userEvent.click(screen.getByRole('radio', { name: 'All' }))
  await userEvent.click(screen.getByRole('button', { name: /Webhook/ }))
  await userEvent.click(screen.getByRole('option', { name: 'Old Splunk' }))
  expect(useView.getState().deliveryFilter.webhookId).toBe(webhookIds.splunk)
  expect(rowNames().every((name) => name.includes('Old Splunk'))).toBe(true)
})

test('a filter that leaves nothing offers the way back', async () => {
  await renderApp(<DeliveriesScreen />, {
    view: { deliveryFilter: { webhookId: 'none', eventId: null, group: 'all' } },
  })
  await userEvent.click(await screen.findByRole('button', { name: 'Show all deliveries' }))
  expect(rowNames().length).toBeGreaterThan(0)
})

test('before the first delivery the one button fires an event, or adds the first webhook', async () => {
  const { unmount } = await renderApp(<DeliveriesScreen />, {
    snapshot: { ...emptySnapshot(), webhooks: [sampleWebhook()] },
  })
  await userEvent.click(screen.getByRole('button', { name: 'Fire an event' }))
  expect(useView.getState()).toMatchObject({ screen: 'events', firing: true })
  unmount()
  await renderApp(<DeliveriesScreen />, { snapshot: emptySnapshot() })
  await userEvent.click(screen.getByRole('button', { name: 'Add webhook' }))
  expect(useView.getState()).toMatchObject({ screen: 'webhooks', webhookPanel: 'add' })
})

test('the detail opens beside the list with every attempt, made and planned', async () => {
  await renderApp(<DeliveriesScreen />)
  await userEvent.click(screen.getAllByRole('row')[3]!)
  const detail = await screen.findByRole('region', { name: 'Delivery' })
  const attempts = within(await within(detail).findByRole('list', { name: 'Attempts' })).getAllByRole('listitem')
  expect(attempts).toHaveLength(5)
  expect(attempts[0]?.textContent).toContain('401')
  expect(attempts[3]?.textContent).toMatch(/planned in\s1\smin\s40\ss/)
  expect(attempts[4]?.textContent).toContain('the webhook is disabled unless another event got through')
  within(detail).getByText('Most likely the token was revoked or belongs to another site.')
  expect(screen.getByRole('grid', { name: 'Deliveries' })).toBeTruthy()
})

test('another attempt can be chosen, and the tabs show what it sent and got', async () => {
  await opened(sampleDelivery('retrying'))
  const first = await screen.findByRole('button', { name: /Failed, attempt\s*1/ })
  await userEvent.click(first)
  expect(first.getAttribute('aria-pressed')).toBe('true')
  await userEvent.click(screen.getByRole('tab', { name: 'Response' }))
  expect(screen.getByRole('region', { name: 'Headers' }).textContent).toContain('HTTP 401')
  await userEvent.click(screen.getByRole('tab', { name: 'Connection' }))
  screen.getByText('TLSv1.3')
})

test('what a receiver answers is shown as text, never as HTML, and unseen characters are written out', async () => {
  const { bridge } = await opened(sampleDelivery('delivered'))
  const answer = await bridge.call('deliveries.get', { id: 'dlv_000001' })
  if (!answer.ok) throw new Error('No detail')
  const detail = structuredClone(answer.value) as { attempts: { answer: { body: string } }[] }
  detail.attempts[0]!.answer.body = '<img src=x onerror=alert(1)>\u202Eevil'
  bridge.handlers['deliveries.get'] = () => ({ ok: true, value: detail })
  bridge.emit({ kind: 'delivery', delivery: sampleDelivery('delivered', { changedAt: 1 }) })
  await userEvent.click(await screen.findByRole('tab', { name: 'Response' }))
  const body = await screen.findByText('<img src=x onerror=alert(1)>⟨U+202E⟩evil')
  expect(body.querySelector('img')).toBeNull()
})

test('the detail follows its delivery', async () => {
  const { bridge } = await opened(sampleDelivery('retrying'))
  await screen.findByText(/attempt 3 of 5/)
  bridge.snapshot.deliveries = [sampleDelivery('delivered')]
  bridge.emit({ kind: 'delivery', delivery: sampleDelivery('delivered') })
  await screen.findByText('HTTP 204', { exact: false, selector: 'p *' })
  expect(bridge.callsOf('deliveries.get')).toHaveLength(2)
})

test('Redeliver sends this one again, and Stop ends the automatic attempts', async () => {
  const { bridge } = await opened(sampleDelivery('retrying'))
  await userEvent.click(await screen.findByRole('button', { name: 'Stop' }))
  await screen.findByText(/no automatic attempt follows/)
  await userEvent.click(screen.getByRole('button', { name: 'Redeliver' }))
  await screen.findByText(/as soon as its turn comes/)
  expect(bridge.callsOf('deliveries.cancel')).toEqual([{ id: 'dlv_000001' }])
  expect(bridge.callsOf('deliveries.redeliver')).toEqual([{ ids: ['dlv_000001'] }])
})

test('a delivery that has gone says so', async () => {
  await renderApp(<DeliveriesScreen />, { view: { deliveryId: 'gone' } })
  await screen.findByText('This delivery is gone.')
})

test('a renamed webhook has its new name in the list and in the detail', async () => {
  const { bridge } = await opened(sampleDelivery('delivered'))
  await screen.findByRole('button', { name: 'Jira automation' })
  bridge.emit({ kind: 'webhook', webhook: sampleWebhook({ id: webhookIds.jira, name: 'Jira cloud' }) })
  await screen.findByRole('button', { name: 'Jira cloud' })
  expect(rowNames()[0]).toContain('Jira cloud')
})

test.each<['queued' | 'retrying', RegExp]>([
  ['queued', /Queued · waiting for network$/],
  ['retrying', /attempt 3 of 5 · waiting for network$/],
])('a %s delivery of a workstation without a network says what it waits for', async (state, words) => {
  const { bridge } = await opened(sampleDelivery(state))
  bridge.emit(
    { kind: 'network', network: 'down' },
    { kind: 'webhook', webhook: sampleWebhook({ id: webhookIds.jira, name: 'Jira automation', pending: 1 }) },
  )
  await screen.findByText((_, element) => element?.tagName === 'P' && words.test(element.textContent))
})

test('a delivery that its receiver works on later is accepted by that one, not delivered', async () => {
  const delivery = sampleDelivery('delivered', { lastCode: 'queued', lastStatus: 202, lastWhat: 'HTTP 202' })
  await renderApp(<DeliveriesScreen />, {
    snapshot: {
      ...sampleSnapshot(),
      webhooks: [sampleWebhook({ id: delivery.webhookId, receiver: 'teams' })],
      events: sampleEvents(Date.now(), 1),
      deliveries: [delivery],
    },
    view: { deliveryId: delivery.id },
  })
  expect(rowNames()[0]).toMatch(/^◉Accepted/)
  const panel = screen.getByRole('region', { name: 'Delivery' })
  await within(panel).findByText(/Accepted by Microsoft Teams/)
  expect(panel.textContent).not.toContain('Delivered')
})
