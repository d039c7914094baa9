import { fireEvent, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { settingsSchema } from '../../../../preload/contract/settings.ts'
import { AboutScreen } from '../../../../renderer/screens/settings/AboutScreen.tsx'
import { AppearanceScreen } from '../../../../renderer/screens/settings/AppearanceScreen.tsx'
import { DeliveryScreen } from '../../../../renderer/screens/settings/DeliveryScreen.tsx'
import { renderApp } from '../../support/render-app.tsx'
import { emptySnapshot } from '../../support/sample-data.ts'

const field = (attempt: number) => screen.getByRole<HTMLInputElement>('textbox', { name: `Before attempt ${attempt}` })
const custom = () => ({
  ...emptySnapshot(),
  settings: settingsSchema.parse({ delivery: { retrySteps: [1, 2, 3, 4] }, appearance: { density: 'compact' } }),
})

test('a schedule is saved as written', async () => {
  const { bridge } = await renderApp(<DeliveryScreen />)
  fireEvent.change(field(2), { target: { value: '10 s' } })
  screen.getByText(/at once, then 10 s, 30 s, 2 min and 10 min/)
  await userEvent.click(screen.getByRole('button', { name: 'Save schedule' }))
  expect(bridge.callsOf('settings.update')).toEqual([{ delivery: { retrySteps: [10, 30, 120, 600] } }])
})

test('a wrong step is said when its field is left, and keeps the rest from being saved', async () => {
  const { bridge } = await renderApp(<DeliveryScreen />)
  fireEvent.focus(field(3))
  fireEvent.change(field(3), { target: { value: '2 days' } })
  expect(screen.queryByText(/Write a time/)).toBeNull()
  fireEvent.blur(field(3))
  screen.getByText('Write a time such as 5 s, 2 min or 1 h.')
  await userEvent.click(screen.getByRole('button', { name: 'Save schedule' }))
  expect(bridge.callsOf('settings.update')).toEqual([])
})

test('nothing changed is nothing to save, and the default is nothing to reset', async () => {
  const { bridge } = await renderApp(<DeliveryScreen />)
  await userEvent.click(screen.getByRole('button', { name: 'Save schedule' }))
  await userEvent.click(screen.getByRole('button', { name: 'Reset to default' }))
  expect(bridge.callsOf('settings.update')).toEqual([])
})

test('the default comes back with one press', async () => {
  await renderApp(<DeliveryScreen />, { snapshot: custom() })
  expect(field(2).value).toBe('1 s')
  await userEvent.click(screen.getByRole('button', { name: 'Reset to default' }))
  await waitFor(() => expect(field(2).value).toBe('5 s'))
})

test('two quick choices both stay: only what was changed is sent', async () => {
  const { bridge } = await renderApp(<AppearanceScreen />)
  const letGo = bridge.hold('settings.update')
  await userEvent.click(screen.getByRole('radio', { name: 'Dark' }))
  await userEvent.click(screen.getByRole('radio', { name: 'Compact' }))
  letGo()
  await waitFor(() => expect(bridge.snapshot.settings.appearance).toEqual({ theme: 'dark', density: 'compact' }))
  expect(bridge.callsOf('settings.update')).toEqual([
    { appearance: { theme: 'dark' } },
    { appearance: { density: 'compact' } },
  ])
})

test('saving a schedule keeps the focus where it is', async () => {
  await renderApp(<DeliveryScreen />)
  fireEvent.change(field(2), { target: { value: '60 s' } })
  const save = screen.getByRole('button', { name: 'Save schedule' })
  await userEvent.click(save)
  await waitFor(() => expect(field(2).value).toBe('1 min'))
  expect(document.activeElement).toBe(save)
})

test('choosing a theme saves it at once and leaves the density as it is', async () => {
  const { bridge } = await renderApp(<AppearanceScreen />, { snapshot: custom() })
  await userEvent.click(screen.getByRole('radio', { name: 'Dark' }))
  await waitFor(() => expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Dark' }).checked).toBe(true))
  expect(bridge.snapshot.settings.appearance).toEqual({ theme: 'dark', density: 'compact' })
})

test('About names versions and the data folder, and opens it', async () => {
  const { bridge } = await renderApp(<AboutScreen />)
  screen.getByText('Castellan Webhooks 0.1.0')
  screen.getByText('Electron 45.4.1, Chromium 156.0.8016.32, Node 24.21.0')
  await userEvent.click(screen.getByRole('button', { name: 'Show folder' }))
  expect(bridge.callsOf('app.showDataFolder')).toHaveLength(1)
})

test('About says how secrets are kept, and what to do where that was agreed to be weak', async () => {
  const { unmount } = await renderApp(<AboutScreen />)
  screen.getByText('Encrypted with the keyring of this system')
  unmount()
  const settings = settingsSchema.parse({ secrets: { acceptWeakStorage: true } })
  await renderApp(<AboutScreen />, { snapshot: { ...emptySnapshot(), secretStorage: 'weak', settings } })
  screen.getByText(/unlock a keyring/)
  screen.getByText('Protected by file permissions only')
})

test('About says that nothing is stored weakly yet where weak storage was not agreed to', async () => {
  await renderApp(<AboutScreen />, { snapshot: { ...emptySnapshot(), secretStorage: 'weak' } })
  screen.getByText('There is no keyring. Nothing is stored without one yet; the app asks first')
  expect(screen.queryByText(/that only file permissions protect/)).toBeNull()
})

test('About promises no more than is so', async () => {
  await renderApp(<AboutScreen />)
  screen.getByText(/It can arrive twice – after a timeout, a cut answer or a crash – and then carries the same/)
  screen.getByText(/A disabled or deleted webhook is sent no event\./)
})
