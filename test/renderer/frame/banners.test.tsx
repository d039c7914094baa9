import { screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import type { NetworkState } from '../../../preload/contract/changes.ts'
import { damagedProblemId } from '../../../preload/contract/recovery.ts'
import { ProblemBanners } from '../../../renderer/frame/ProblemBanners.tsx'
import { renderApp } from '../support/render-app.tsx'
import { emptySnapshot } from '../support/sample-data.ts'

const withNetwork = (network: NetworkState, pending: number) => ({
  ...emptySnapshot(),
  network,
  counters: { pending, held: 0, failed: 0 },
})

test.each<[NetworkState, number, string]>([
  ['down', 12, 'No network. 12 deliveries wait; nothing is lost.'],
  ['down', 1, 'No network. 1 delivery waits; it is not lost.'],
  ['down', 0, 'No network. Nothing waits to be sent.'],
  ['asleep', 3, 'This workstation is asleep. 3 deliveries wait; nothing is lost.'],
])('with the network %s and %d pending the window says: %s', async (network, pending, words) => {
  await renderApp(<ProblemBanners />, { snapshot: withNetwork(network, pending) })
  screen.getByText(words)
})

test('the network coming back takes the banner away', async () => {
  const { bridge } = await renderApp(<ProblemBanners />, { snapshot: withNetwork('down', 2) })
  screen.getByText(/^No network/)
  bridge.emit({ kind: 'network', network: 'up' })
  await expect.poll(() => screen.queryByText(/^No network/)).toBeNull()
})

test('a damaged ledger is told with the way to its backups', async () => {
  const problem = { id: damagedProblemId, message: 'The ledger is damaged.', next: 'Put back a backup.' }
  const { bridge } = await renderApp(<ProblemBanners />, { snapshot: { ...emptySnapshot(), problems: [problem] } })
  const backup = { name: 'ledger-2026-11-22.sqlite', at: 1, bytes: 1, webhooks: 1, events: 1, deliveries: 2 }
  bridge.handlers['recovery.look'] = () => ({
    ok: true,
    value: { kind: 'damaged', message: 'Pages can not be read.', backups: [backup] },
  })
  screen.getByText('The ledger is damaged.')
  screen.getByText('Put back a backup.')
  await userEvent.click(screen.getByRole('button', { name: 'Recover …' }))
  const dialog = within(await screen.findByRole('dialog'))
  await dialog.findByText('Pages can not be read.')
  dialog.getByText('1 webhook, 2 deliveries')
})
