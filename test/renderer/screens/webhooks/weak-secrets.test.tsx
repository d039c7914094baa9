import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { field, fillIn, openForm, press } from './form-support.tsx'

async function saveWithoutKeyring() {
  const { bridge } = await openForm()
  bridge.refuse('webhooks.create', { code: 'weak-secrets', message: 'There is no keyring.' })
  await fillIn()
  await press('Save')
  await screen.findByRole('alertdialog', { name: 'Store secrets without a keyring?' })
  return bridge
}

describe('a workstation without a keyring', () => {
  it('asks before a secret is stored weakly, and says what that means', async () => {
    const bridge = await saveWithoutKeyring()
    expect(screen.getByRole('alertdialog').textContent).toContain('other programs running as you could read them')
    expect(bridge.callsOf('settings.update')).toEqual([])
  })

  it('remembers the yes and saves', async () => {
    const bridge = await saveWithoutKeyring()
    bridge.allow('webhooks.create')
    await press('Store anyway')
    await screen.findByRole('row', { name: /Tines/, selected: true })
    expect(bridge.callsOf('settings.update')).toEqual([{ secrets: { acceptWeakStorage: true } }])
    expect(bridge.callsOf('webhooks.create')).toHaveLength(2)
  })

  it('keeps the form as it is on no', async () => {
    const bridge = await saveWithoutKeyring()
    const dialog = within(screen.getByRole('alertdialog'))
    await userEvent.click(dialog.getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    expect((field('Name') as HTMLInputElement).value).toBe('Tines')
    expect(bridge.callsOf('settings.update')).toEqual([])
    expect(bridge.callsOf('webhooks.create')).toHaveLength(1)
  })
})
