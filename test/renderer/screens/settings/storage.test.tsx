import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { StorageScreen } from '../../../../renderer/screens/settings/StorageScreen.tsx'
import { renderApp } from '../../support/render-app.tsx'

const box = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name })
const write = async (name: string, text: string) => {
  await userEvent.clear(box(name))
  await userEvent.type(box(name), text)
}
const save = () => userEvent.click(screen.getByRole('button', { name: 'Save storage settings' }))

test('how long and how much is kept is saved as written', async () => {
  const { bridge } = await renderApp(<StorageScreen />)
  expect(box('Keep requests and responses').value).toBe('14')
  await write('Keep requests and responses', '30')
  await write('Of them at most', '2000')
  await save()
  await waitFor(() =>
    expect(bridge.callsOf('settings.update')).toEqual([
      { retention: { bodyDays: 30, bodyMegabytes: 2000, historyDays: 90 } },
    ]),
  )
  await screen.findByText(/^Saved/)
})

test('a number out of bounds is said at its field', async () => {
  const { bridge } = await renderApp(<StorageScreen />)
  await write('Of them at most', '3')
  await save()
  await screen.findByText('At least 10 MB.')
  expect(bridge.callsOf('settings.update')).toEqual([])
})

test('it is said where all of it is', async () => {
  const { bridge } = await renderApp(<StorageScreen />)
  screen.getByText('/home/analyst/.config/Castellan Webhooks')
  await userEvent.click(screen.getByRole('button', { name: 'Show folder' }))
  expect(bridge.callsOf('app.showDataFolder')).toHaveLength(1)
})
