import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { settingsSchema } from '../../../../preload/contract/settings.ts'
import { NetworkScreen } from '../../../../renderer/screens/settings/NetworkScreen.tsx'
import { renderApp } from '../../support/render-app.tsx'
import { emptySnapshot } from '../../support/sample-data.ts'

const manual = (passwordUpdatedAt: number | null) => ({
  ...emptySnapshot(),
  settings: settingsSchema.parse({
    proxy: { mode: 'manual', url: 'http://proxy.corp:8080', user: 'soc', bypass: ['.corp'], passwordUpdatedAt },
  }),
})
const choose = (name: string) => userEvent.click(screen.getByRole('radio', { name }))
const save = () => userEvent.click(screen.getByRole('button', { name: 'Save network settings' }))
const box = (name: string) => screen.getByRole('textbox', { name })

test('the proxy of the system is the default, and asks for nothing', async () => {
  const { bridge } = await renderApp(<NetworkScreen />)
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'System' }).checked).toBe(true)
  expect(screen.queryByRole('textbox')).toBeNull()
  await save()
  expect(bridge.callsOf('settings.update')).toEqual([])
})

test('a manual proxy is saved with its user, its password and what is reached without it', async () => {
  const { bridge } = await renderApp(<NetworkScreen />)
  await choose('Manual')
  await save()
  expect(bridge.callsOf('settings.update')).toEqual([])
  await userEvent.type(box('Address of the proxy'), 'proxy.corp:8080')
  await userEvent.type(box('User'), 'soc')
  await userEvent.type(screen.getByLabelText('Password'), 'hush')
  await userEvent.type(box('Reached without the proxy'), 'siem.corp{Enter}10.0.0.0/8')
  await save()
  await waitFor(() =>
    expect(bridge.callsOf('settings.update')).toEqual([
      {
        proxy: {
          mode: 'manual',
          url: 'http://proxy.corp:8080',
          user: 'soc',
          bypass: ['siem.corp', '10.0.0.0/8'],
          password: 'hush',
        },
      },
    ]),
  )
  await screen.findByText(/•••• set/)
  await screen.findByText('Saved. It holds from the next attempt on.')
  await choose('None')
  expect(screen.queryByText(/^Saved/)).toBeNull()
  expect(document.body.innerHTML).not.toContain('hush')
})

test('a stored password is kept unless another is written', async () => {
  const { bridge } = await renderApp(<NetworkScreen />, { snapshot: manual(Date.now() - 60_000) })
  expect(screen.getByText(/•••• set/).textContent).toContain('1 min ago')
  await choose('None')
  await save()
  await waitFor(() => expect(bridge.callsOf('settings.update')).toHaveLength(1))
  expect(bridge.callsOf('settings.update')[0]).toEqual({
    proxy: { mode: 'none', url: 'http://proxy.corp:8080', user: 'soc', bypass: ['.corp'] },
  })
})

test('a wrong address is said at its field, and is not sent', async () => {
  const { bridge } = await renderApp(<NetworkScreen />)
  await choose('Manual')
  await userEvent.type(box('Address of the proxy'), 'ftp://proxy')
  await save()
  await screen.findByText('A proxy starts with http://, https:// or socks5://.')
  expect(bridge.callsOf('settings.update')).toEqual([])
})

test('what main refuses is said at its field', async () => {
  const { bridge } = await renderApp(<NetworkScreen />, { snapshot: manual(null) })
  const fields = { 'proxy.bypass': 'Not that one.' }
  bridge.refuse('settings.update', { code: 'invalid', message: 'No.', fields })
  await userEvent.type(box('Reached without the proxy'), '{Enter}siem.corp')
  await save()
  await screen.findByText('Not that one.')
})

test('what is no host, domain or network is said with its line, and is not sent', async () => {
  const { bridge } = await renderApp(<NetworkScreen />, { snapshot: manual(null) })
  await userEvent.type(box('Reached without the proxy'), '{Enter}300.0.0.0/8')
  await save()
  await screen.findByText(/^Line 2: This is no network/)
  expect(bridge.callsOf('settings.update')).toEqual([])
})
