import { beforeEach, expect, test } from 'vitest'
import { deliveryStates } from '../../../preload/contract/delivery.ts'
import {
  addWebhook,
  deliveryGroups,
  firstView,
  openDelivery,
  openEvent,
  openWebhook,
  show,
  showDeliveriesOf,
  showFirst,
  startFiring,
  useView,
} from '../../../renderer/stores/view.ts'

beforeEach(() => useView.setState(firstView))
const view = () => useView.getState()

test('the first screen is Webhooks where there are none, and Deliveries otherwise', () => {
  showFirst(false)
  expect(view().screen).toBe('webhooks')
  showFirst(true)
  expect(view().screen).toBe('deliveries')
})

test('adding a webhook leaves none selected', () => {
  openWebhook('one')
  addWebhook()
  expect(view()).toMatchObject({ screen: 'webhooks', webhookId: null, webhookPanel: 'add' })
})

test('showing the deliveries of a webhook drops any other filter', () => {
  useView.setState({ deliveryFilter: { webhookId: null, eventId: 'evt', group: 'failed' }, deliveryId: 'dlv' })
  showDeliveriesOf('one')
  expect(view()).toMatchObject({
    screen: 'deliveries',
    deliveryId: null,
    deliveryFilter: { webhookId: 'one', eventId: null, group: 'all' },
  })
})

test('opening a delivery keeps the filter inside the list and drops it when coming from elsewhere', () => {
  showDeliveriesOf('one')
  openDelivery('dlv')
  expect(view().deliveryFilter.webhookId).toBe('one')
  show('events')
  openDelivery('dlv')
  expect(view()).toMatchObject({ screen: 'deliveries', deliveryId: 'dlv', deliveryFilter: { webhookId: null } })
})

test('opening an event closes the panel to fire one', () => {
  startFiring()
  expect(view()).toMatchObject({ screen: 'events', firing: true })
  openEvent('evt')
  expect(view()).toMatchObject({ eventId: 'evt', firing: false })
})

test('every state of a delivery is in exactly one group besides All', () => {
  const grouped = Object.values(deliveryGroups).flatMap(({ states }) => states ?? [])
  expect(grouped.toSorted()).toEqual([...deliveryStates].toSorted())
})
