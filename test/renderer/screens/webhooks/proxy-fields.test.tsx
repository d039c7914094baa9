import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { sampleSnapshot } from '../../support/sample-data.ts'
import { webhookIds } from '../../support/sample-webhooks.ts'
import { errorAt, fillIn, openForm, openWebhooks, press, type } from './form-support.tsx'

const choose = (name: string) => userEvent.click(screen.getByRole('radio', { name }))

describe('Proxy in the form', () => {
  it('is folded away, and as the settings say', async () => {
    await openForm()
    expect(screen.getByRole('button', { name: /^Proxy/ }).textContent).toBe('ProxyAs in Settings (system)')
  })

  it('takes a proxy of its own with user and password', async () => {
    const { bridge } = await openForm()
    await fillIn()
    await press(/^Proxy/)
    await choose('Its own')
    await type('Address of the proxy', 'proxy.corp:8080')
    await type('User', 'soc')
    await userEvent.type(screen.getByLabelText('Password'), 'hush')
    await press('Save')
    await waitFor(() =>
      expect(bridge.callsOf('webhooks.create')[0]).toMatchObject({
        draft: { proxy: { kind: 'manual', url: 'proxy.corp:8080', user: 'soc', password: 'hush' } },
      }),
    )
  })

  it('says at the address what is wrong with it', async () => {
    await openForm()
    await press(/^Proxy/)
    await choose('Its own')
    await type('Address of the proxy', 'ftp://proxy.corp')
    await userEvent.tab()
    await waitFor(() =>
      expect(errorAt('Address of the proxy')).toBe('A proxy starts with http://, https:// or socks5://.'),
    )
  })

  it('never shows a stored password, and keeps it', async () => {
    const snapshot = sampleSnapshot()
    const proxy = { kind: 'manual', url: 'http://proxy.corp:8080', user: 'soc', passwordSet: true } as const
    snapshot.webhooks = snapshot.webhooks.map((one) => (one.id === webhookIds.jira ? { ...one, proxy } : one))
    const { bridge } = await openWebhooks({ webhookId: webhookIds.jira, webhookPanel: 'edit' }, snapshot)
    await press(/^Proxy/)
    screen.getByText('•••• set')
    expect(screen.queryByLabelText('Password', { selector: 'input' })).toBeNull()
    await press('Save')
    await waitFor(() =>
      expect(bridge.callsOf('webhooks.update')[0]).toMatchObject({
        draft: { proxy: { kind: 'manual', password: null } },
      }),
    )
  })
})
