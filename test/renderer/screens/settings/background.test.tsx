import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { BackgroundScreen } from '../../../../renderer/screens/settings/BackgroundScreen.tsx'
import { DesktopScreen } from '../../../../renderer/screens/settings/DesktopScreen.tsx'
import { mirror } from '../../../../renderer/stores/mirror.ts'
import { renderApp } from '../../support/render-app.tsx'
import { emptySnapshot } from '../../support/sample-data.ts'

const saved = () => mirror.store.getState().settings
const on = (platform: string) => {
  const snapshot = emptySnapshot()
  return { snapshot: { ...snapshot, app: { ...snapshot.app, platform } } }
}

test('running on and the start at login are saved as they are switched', async () => {
  await renderApp(<BackgroundScreen />, on('linux'))
  await userEvent.click(screen.getByRole('switch', { name: /^Start at login/ }))
  await expect.poll(() => saved().background).toMatchObject({ keepRunning: true, startAtLogin: true })
  await userEvent.click(screen.getByRole('switch', { name: /^Keep running/ }))
  await expect.poll(() => saved().background).toMatchObject({ keepRunning: false, startAtLogin: true })
})

test('on macOS an app without its window runs on anyway, so there is nothing to choose', async () => {
  await renderApp(<BackgroundScreen />, on('darwin'))
  expect(screen.queryByRole('switch', { name: /^Keep running/ })).toBeNull()
  expect(screen.getByRole('switch', { name: /^Start at login/ })).toBeDefined()
})

test('which notices are shown and when is saved together', async () => {
  await renderApp(<DesktopScreen />, on('linux'))
  await userEvent.click(screen.getByRole('checkbox', { name: /^A webhook fails/ }))
  expect(screen.queryByLabelText('From')).toBeNull()
  await userEvent.click(screen.getByRole('checkbox', { name: /^Quiet hours/ }))
  const from = screen.getByLabelText('From')
  await userEvent.clear(from)
  await userEvent.type(from, '9')
  await userEvent.click(screen.getByRole('button', { name: 'Save desktop notices' }))
  await screen.findByText('Write a time such as 22:00.')
  expect(saved().desktop.early).toBe(true)
  await userEvent.clear(from)
  await userEvent.type(from, '21:30')
  await userEvent.click(screen.getByRole('button', { name: 'Save desktop notices' }))
  await screen.findByText('Saved.')
  expect(saved().desktop).toEqual({
    disabled: true,
    early: false,
    recovered: true,
    stopped: true,
    quiet: true,
    quietFrom: '21:30',
    quietTo: '07:00',
  })
})
