import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import type { HttpSource } from '../../../../preload/contract/source.ts'
import { settingsSchema } from '../../../../preload/contract/settings.ts'
import { ConfirmDialog } from '../../../../renderer/components/ConfirmDialog.tsx'
import { SourcesScreen } from '../../../../renderer/screens/sources/SourcesScreen.tsx'
import { renderApp } from '../../support/render-app.tsx'
import { emptySnapshot } from '../../support/sample-data.ts'

const off: HttpSource = {
  kind: 'http',
  state: 'off',
  counters: { accepted: 0, known: 0, refused: 0 },
  lastError: null,
  lastAt: null,
  url: 'https://127.0.0.1:8766',
  tokenMadeAt: null,
  certificate: null,
}
const on: HttpSource = { ...off, state: 'on', tokenMadeAt: Date.now() - 60_000 }
const isOn = settingsSchema.parse({ sources: { http: { on: true } } })

const open = (source: HttpSource, settings = settingsSchema.parse({})) =>
  renderApp(
    <>
      <SourcesScreen />
      <ConfirmDialog />
    </>,
    { snapshot: { ...emptySnapshot(), settings, sources: [source] } },
  )
const card = () => within(screen.getByRole('region', { name: 'Local HTTP' }))
const flip = () => userEvent.click(card().getByRole('switch'))

test('it is off, says so, and shows nothing that only matters when it is on', async () => {
  await open(off)
  expect(screen.getByText('Events are fired by hand only.')).toBeTruthy()
  expect(card().queryByText('Token')).toBeNull()
  expect(
    within(screen.getByRole('region', { name: 'Manual' })).getByRole('button', { name: 'Fire event …' }),
  ).toBeTruthy()
})

test('turned on for the first time it gets a token, which is shown', async () => {
  const { bridge } = await open(off)
  await flip()
  await waitFor(() => expect(bridge.callsOf('settings.update')).toEqual([{ sources: { http: { on: true } } }]))
  expect(bridge.callsOf('sources.token.rotate')).toHaveLength(1)
  await screen.findByText('cwt_shown-once')
  await userEvent.click(card().getByRole('button', { name: 'Copy token' }))
  expect(bridge.callsOf('app.copyText')).toEqual([{ text: 'cwt_shown-once' }])
})

test('turned on again it keeps the token it has', async () => {
  const { bridge } = await open({ ...on, state: 'off' })
  await flip()
  await waitFor(() => expect(bridge.callsOf('settings.update')).toHaveLength(1))
  expect(bridge.callsOf('sources.token.rotate')).toEqual([])
})

test('where no token can be kept it stays off', async () => {
  const { bridge } = await open(off)
  bridge.refuse('sources.token.rotate', { message: 'The token can’t be kept.' })
  await flip()
  await waitFor(() => expect(bridge.callsOf('sources.token.rotate')).toHaveLength(1))
  expect(bridge.callsOf('settings.update')).toEqual([])
})

test('a new token is made only after a question, for it ends the one there is', async () => {
  const { bridge } = await open(on, isOn)
  await userEvent.click(card().getByRole('button', { name: 'Make new token …' }))
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }))
  expect(bridge.callsOf('sources.token.rotate')).toEqual([])
  await userEvent.click(card().getByRole('button', { name: 'Make new token …' }))
  await userEvent.click(screen.getByRole('button', { name: 'Make new token' }))
  await screen.findByText('cwt_shown-once')
})

test('a mapping is chosen in the card, says how events are posted, and is saved', async () => {
  const { bridge } = await open(on, isOn)
  await userEvent.click(card().getByRole('button', { name: /^Field mapping/ }))
  expect(await card().findByText(/in the shape of the OpenAPI file; each field/)).toBeTruthy()
  await userEvent.click(card().getByRole('button', { name: /Input is written as/ }))
  await userEvent.click(screen.getByRole('option', { name: 'Plain JSON' }))
  expect(card().getByText(/posted to \/v1\/events as application\/json/)).toBeTruthy()
  await userEvent.click(card().getByRole('button', { name: 'Save mapping' }))
  await waitFor(() =>
    expect(bridge.callsOf('settings.update')).toMatchObject([{ sources: { http: { mapping: { preset: 'plain' } } } }]),
  )
})

test('the snippet and the OpenAPI file are of the mapping that is saved', async () => {
  const cef = { preset: 'cef', format: 'cef', fields: [], severities: [], types: [] }
  const { bridge } = await open(on, settingsSchema.parse({ sources: { http: { on: true, mapping: cef } } }))
  await userEvent.click(card().getByRole('button', { name: /^Send an event/ }))
  expect(card().getByText(/'CEF:0\|Example/)).toBeTruthy()
  expect(card().getByText(/Content-Type: text\/plain/)).toBeTruthy()
  await userEvent.click(card().getByRole('button', { name: /^OpenAPI/ }))
  await waitFor(() => expect(bridge.callsOf('sources.openapi')).toHaveLength(1))
  bridge.emit({ kind: 'settings', settings: isOn })
  await waitFor(() => expect(card().queryByText(/CEF:0/)).toBeNull())
  await userEvent.click(card().getByRole('button', { name: /^OpenAPI/ }))
  await waitFor(() => expect(bridge.callsOf('sources.openapi')).toHaveLength(2))
})

test('counters and the last error change in place', async () => {
  const { bridge } = await open(on, isOn)
  const lastError = { at: Date.now(), message: 'The token is not the right one.', next: 'Send the header.' }
  bridge.emit({
    kind: 'sources',
    sources: [{ ...on, counters: { accepted: 1200, known: 3, refused: 1 }, lastError, lastAt: Date.now() }],
  })
  await screen.findByText(/1,200 taken in · 3 known already · 1 refused/)
  expect(card().getByText('The token is not the right one.')).toBeTruthy()
})

test('a port that is taken stands at the top, with the port at hand; a wrong port is said at its field', async () => {
  const lastError = { at: Date.now(), message: 'Port 8766 is taken by another program.', next: 'Choose another port.' }
  const { bridge } = await open({ ...on, state: 'failed', lastError }, isOn)
  expect(screen.getByText('Local HTTP can’t take events in.')).toBeTruthy()
  const port = card().getByRole('textbox', { name: 'Port' })
  await userEvent.clear(port)
  await userEvent.type(port, '80')
  await userEvent.click(card().getByRole('button', { name: 'Save port' }))
  await card().findByText('At least 1024.')
  await userEvent.clear(port)
  await userEvent.type(port, '8800')
  await userEvent.click(card().getByRole('button', { name: 'Save port' }))
  await waitFor(() => expect(bridge.callsOf('settings.update')).toEqual([{ sources: { http: { port: 8800 } } }]))
})
