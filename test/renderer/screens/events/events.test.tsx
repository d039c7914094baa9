import { fireEvent, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { EventsScreen } from '../../../../renderer/screens/events/EventsScreen.tsx'
import { discard } from '../../../../renderer/screens/events/fire/fire.ts'
import { useView } from '../../../../renderer/stores/view.ts'
import { renderApp } from '../../support/render-app.tsx'
import { emptySnapshot, sampleSnapshot } from '../../support/sample-data.ts'

beforeEach(discard)

const fireScreen = async (snapshot = sampleSnapshot()) => {
  const app = await renderApp(<EventsScreen />, { snapshot, view: { screen: 'events', firing: true } })
  await screen.findByDisplayValue('Credential dumping detected on WIN-FIN-07')
  return app
}
const data = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Data (JSON)' })
const title = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Title' })
const press = () => userEvent.click(screen.getByRole('button', { name: 'Fire event' }))

test('the list says what happened, to whom, and how many webhooks it reached', async () => {
  await renderApp(<EventsScreen />)
  const row = screen.getAllByRole('row')[2]!
  expect(row.textContent).toContain('High')
  expect(row.textContent).toContain('WIN-HR-12')
  expect(row.textContent).toContain('1 of 3')
})

test('before the first event there is one button, and it opens the form', async () => {
  await renderApp(<EventsScreen />, { snapshot: emptySnapshot() })
  await userEvent.click(screen.getByRole('button', { name: 'Fire an event' }))
  await screen.findByRole('region', { name: 'Fire an event' })
})

test('the detail shows the data and leads to each delivery', async () => {
  await renderApp(<EventsScreen />, { view: { screen: 'events' } })
  await userEvent.click(screen.getAllByRole('row')[2]!)
  const detail = await screen.findByRole('region', { name: 'Event' })
  await userEvent.click(await within(detail).findByRole('button', { name: /SOC channel/ }))
  expect(useView.getState()).toMatchObject({ screen: 'deliveries', deliveryId: 'dlv_000023' })
})

test('a title written into its field is in the data, and the other way round', async () => {
  await fireScreen()
  fireEvent.change(title(), { target: { value: 'Mine' } })
  expect(JSON.parse(data().value)).toMatchObject({ title: 'Mine', severity: 'critical' })
  fireEvent.change(data(), { target: { value: '{"severity":"low","title":"From the text"}' } })
  expect(title().value).toBe('From the text')
})

test('while the data is no JSON the fields can not be written in', async () => {
  await fireScreen()
  fireEvent.change(data(), { target: { value: '{"title":' } })
  expect(title().matches(':disabled, fieldset:disabled *')).toBe(true)
})

test('broken JSON is said with its line, nothing is fired, and the words go once it is mended', async () => {
  const { bridge } = await fireScreen()
  fireEvent.change(data(), { target: { value: '{\n"title": "x"\n"severity": "low"}' } })
  expect(screen.queryByText(/Line 3/)).toBeNull()
  await press()
  expect(screen.getAllByText('Line 3: a comma is missing, or the { is not closed.').length).toBeGreaterThan(0)
  expect(bridge.callsOf('events.fire')).toEqual([])
  fireEvent.change(data(), { target: { value: '{"title": "x", "severity": "low"}' } })
  expect(screen.queryByText(/Line 3/)).toBeNull()
})

test('firing says what became of it and leads there', async () => {
  const { bridge } = await fireScreen()
  screen.getByText('Goes to 3 webhooks; 1 disabled webhook keeps it back.')
  await press()
  await screen.findByText('Accepted · 3 deliveries queued, 1 held')
  expect(bridge.callsOf('events.fire')).toMatchObject([{ type: 'security.critical', data: { test: false } }])
  await userEvent.click(screen.getByRole('button', { name: 'Show deliveries' }))
  expect(useView.getState()).toMatchObject({ screen: 'deliveries', deliveryFilter: { eventId: 'evt_000013' } })
})

test('an event that no webhook wants says so, before and after', async () => {
  await fireScreen({ ...sampleSnapshot(), webhooks: [] })
  screen.getByText('No webhook wants this event: it is kept here and sent nowhere.')
  await press()
  await screen.findByText('Accepted · no webhook wants it, so it is sent nowhere')
  screen.getByRole('button', { name: 'Open webhooks' })
})

test('what main refuses is said at its field', async () => {
  const { bridge } = await fireScreen()
  bridge.refuse('events.fire', { code: 'invalid', message: 'Not accepted.', fields: { 'data.title': 'Too rude.' } })
  await press()
  await screen.findByText('Too rude.')
  screen.getByText('Not accepted.')
})

test('each type has its own sample, and what was written for another is kept', async () => {
  await fireScreen()
  fireEvent.change(title(), { target: { value: 'Mine' } })
  const choose = async (name: string) => {
    await userEvent.click(screen.getByRole('button', { name: /Event$/ }))
    await userEvent.click(screen.getByRole('option', { name }))
  }
  await choose('Agent Offline')
  await screen.findByDisplayValue('Agent stopped reporting 6 min ago')
  await choose('Critical Security Event')
  expect(title().value).toBe('Mine')
})

test('a draft survives a look at another screen', async () => {
  const { unmount } = await fireScreen()
  fireEvent.change(title(), { target: { value: 'Mine' } })
  unmount()
  await renderApp(<EventsScreen />, { view: { screen: 'events', firing: true } })
  expect(title().value).toBe('Mine')
})
