import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Recovery } from '../../../preload/contract/recovery.ts'
import { StartProblem } from '../../../renderer/frame/StartProblem.tsx'
import { renderApp } from '../support/render-app.tsx'

const at = new Date(2026, 10, 22, 14, 5).getTime()
const backup = { name: 'ledger-2026-11-22.sqlite', at, bytes: 1, webhooks: 5, events: 9, deliveries: 12_345 }
const older = { ...backup, name: 'ledger-2026-11-21.sqlite', at: at - 86_400_000, deliveries: 1 }

/** The page, with what main finds when it looks at the ledger. */
async function open(found: Recovery) {
  const reload = vi.spyOn(window.location, 'reload').mockImplementation(() => {})
  onTestFinished(() => reload.mockRestore())
  const { bridge, rerender } = await renderApp(<p />)
  bridge.handlers['recovery.look'] = () => ({ ok: true, value: found })
  rerender(<StartProblem refusal={{ code: 'unavailable', message: 'The ledger can not be opened.' }} />)
  await waitFor(() => expect(bridge.callsOf('recovery.look')).toHaveLength(1))
  return { bridge, reload }
}
const damaged: Recovery = { kind: 'damaged', message: 'Pages can not be read.', backups: [backup, older] }
const press = async (name: string | RegExp) => userEvent.click(await screen.findByRole('button', { name }))

test('a ledger another program holds is told with its cause, and can be tried again', async () => {
  const { reload } = await open({ kind: 'locked', message: 'Another program holds the ledger.', backups: [] })
  await screen.findByText('Another program holds the ledger.')
  expect(screen.queryByRole('button', { name: /empty ledger/ })).toBeNull()
  await press('Try again')
  expect(reload).toHaveBeenCalledTimes(1)
})

test('until main has looked, the page says what the start was refused with', async () => {
  await renderApp(<StartProblem refusal={{ code: 'unavailable', message: 'The ledger can not be opened.' }} />)
  screen.getByText('The ledger can not be opened.')
})

test('the newest backup of a damaged ledger is put back after asking, and the window starts over', async () => {
  const { bridge, reload } = await open(damaged)
  await screen.findByText('5 webhooks, 12,345 deliveries')
  await press('Put back the backup of 22 Nov 2026, 14:05')
  expect(bridge.callsOf('recovery.restore')).toEqual([])
  await press('Put it back')
  await waitFor(() => expect(reload).toHaveBeenCalledTimes(1))
  expect(bridge.callsOf('recovery.restore')).toEqual([{ name: backup.name }])
})

test('an older backup can be put back instead', async () => {
  const { bridge } = await open(damaged)
  await press(/^Older backups/)
  await press('Put back the backup of 21 Nov 2026, 14:05')
  await press('Put it back')
  await waitFor(() => expect(bridge.callsOf('recovery.restore')).toEqual([{ name: older.name }]))
})

test('an empty ledger is started with only after a yes that knows what is kept', async () => {
  const { bridge } = await open({ ...damaged, backups: [] })
  await screen.findByText(/There is no backup that can be used/)
  await press('Start with an empty ledger')
  const question = within(await screen.findByRole('alertdialog'))
  question.getByText(/The damaged ledger is kept aside/)
  await press('Cancel')
  expect(bridge.callsOf('recovery.startEmpty')).toEqual([])
  await press('Start with an empty ledger')
  await press('Start empty')
  await waitFor(() => expect(bridge.callsOf('recovery.startEmpty')).toEqual([{}]))
})

test('a backup that can not be put back is told, and the page stays', async () => {
  const { bridge, reload } = await open(damaged)
  bridge.refuse('recovery.restore', { message: 'The backup can not be read. Choose another one.' })
  await press('Put back the backup of 22 Nov 2026, 14:05')
  await press('Put it back')
  expect((await screen.findByRole('alert')).textContent).toBe('The backup can not be read. Choose another one.')
  expect(reload).not.toHaveBeenCalled()
})
