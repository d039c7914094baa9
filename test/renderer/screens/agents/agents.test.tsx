import { screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { ConfirmDialog } from '../../../../renderer/components/ConfirmDialog.tsx'
import { AgentsScreen } from '../../../../renderer/screens/agents/AgentsScreen.tsx'
import { mirror } from '../../../../renderer/stores/mirror.ts'
import { useView } from '../../../../renderer/stores/view.ts'
import { renderApp } from '../../support/render-app.tsx'
import { emptySnapshot } from '../../support/sample-data.ts'

const withAgents = () => ({ ...emptySnapshot(), agents: { offline: 1, online: 2 } })

const openScreen = async () => {
  const app = await renderApp(
    <>
      <AgentsScreen />
      <ConfirmDialog />
    </>,
    { snapshot: withAgents(), view: { screen: 'agents' } },
  )
  await screen.findByText('WIN-FIN-07')
  return app
}
const openAgent = async (name: string) => {
  await openScreen()
  await userEvent.click(screen.getByText(name))
  return screen.findByRole('region', { name: 'Agent' })
}
const names = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('gridcell')[0]?.textContent)
const saved = () => mirror.store.getState().settings.agents

test('the list says who is offline, first of all, and how many', async () => {
  await openScreen()
  expect(names()).toEqual(['WIN-FIN-07', 'LNX-DB-01', 'WIN-HR-03'])
  expect(screen.getByText('1 offline · 2 online')).toBeDefined()
  const [, offline, , maintained] = screen.getAllByRole('row')
  expect(offline?.textContent).toContain('Offline')
  expect(offline?.textContent).toContain('17 min ago')
  expect(maintained?.textContent).toContain('maintenance')
})

test('before the first agent it says what makes one, and leads to the sources', async () => {
  await renderApp(<AgentsScreen />, { snapshot: emptySnapshot(), view: { screen: 'agents' } })
  await screen.findByText(/first heartbeat/)
  await userEvent.click(screen.getByRole('button', { name: 'Set up a source' }))
  expect(useView.getState().screen).toBe('sources')
})

test('a search and a state narrow the list, and one press shows all again', async () => {
  await openScreen()
  await userEvent.type(screen.getByRole('textbox', { name: 'Search by name or id' }), 'lnx')
  await expect.poll(names).toEqual(['LNX-DB-01'])
  await userEvent.click(screen.getByRole('radio', { name: 'Offline' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Show all agents' }))
  await expect.poll(() => names().length).toBe(3)
})

test('the detail says what is known of it, and takes a silence of its own and gives it back', async () => {
  const detail = await openAgent('LNX-DB-01')
  expect(detail.textContent).toContain('1 min, by its group')
  const seconds = within(detail).getByRole('textbox', { name: 'Offline after a silence of' })
  await userEvent.clear(seconds)
  await userEvent.type(seconds, '5')
  await userEvent.click(within(detail).getByRole('button', { name: 'Save for this agent' }))
  await within(detail).findByText('At least 10 seconds.')
  await userEvent.clear(seconds)
  await userEvent.type(seconds, '90')
  await userEvent.click(within(detail).getByRole('button', { name: 'Save for this agent' }))
  await within(detail).findByText('1 min 30 s, its own')
  await userEvent.click(within(detail).getByRole('button', { name: 'Use its group or the default' }))
  await within(detail).findByText('5 min, the default')
})

test('a maintenance begins now and can be ended', async () => {
  const detail = await openAgent('WIN-FIN-07')
  await userEvent.click(within(detail).getByRole('button', { name: '1 hour' }))
  expect((await within(detail).findByText(/Its silence is expected/)).textContent).toMatch(/this ends in\s1\sh/)
  await userEvent.click(within(detail).getByRole('button', { name: 'End now' }))
  await within(detail).findByText(/nobody is told/)
})

test('an agent is forgotten once that was confirmed', async () => {
  const detail = await openAgent('WIN-HR-03')
  await userEvent.click(within(detail).getByRole('button', { name: 'Forget agent' }))
  await userEvent.click(screen.getByRole('button', { name: 'Forget' }))
  await expect.poll(() => screen.queryByRole('region', { name: 'Agent' })).toBeNull()
  await expect.poll(names, { timeout: 3000 }).toEqual(['WIN-FIN-07', 'LNX-DB-01'])
})

test('silence, groups and windows are saved as they are written, and what is wrong is said where it is', async () => {
  await openScreen()
  await userEvent.click(screen.getByRole('button', { name: 'Silence and maintenance' }))
  const form = await screen.findByRole('form', { name: 'Silence and maintenance' })
  await userEvent.click(within(form).getByRole('button', { name: 'Add group' }))
  await userEvent.click(within(form).getByRole('button', { name: 'Save' }))
  await within(form).findByText('Write a name, or a pattern such as WIN-FIN-*.')
  const group = within(form).getByRole('group', { name: 'Group 1' })
  await userEvent.type(within(group).getByRole('textbox', { name: 'Agents' }), 'WIN-FIN-*')
  await userEvent.click(within(form).getByRole('button', { name: 'Add window' }))
  await userEvent.click(within(form).getByRole('button', { name: 'Save' }))
  await within(form).findByText('Saved. It holds from now on.')
  const { groups, maintenance } = saved()
  expect(groups).toEqual([{ pattern: 'WIN-FIN-*', silenceSeconds: 900 }])
  expect(maintenance).toMatchObject([{ pattern: '*', repeat: 'once' }])
  expect(maintenance[0]!.until - maintenance[0]!.from).toBe(3_600_000)

  await userEvent.click(within(form).getByRole('button', { name: 'Remove group 1' }))
  await userEvent.click(within(form).getByRole('button', { name: 'Remove window 1' }))
  await userEvent.click(within(form).getByRole('button', { name: 'Save' }))
  await within(form).findByText('Saved. It holds from now on.')
  expect(saved()).toMatchObject({ groups: [], maintenance: [] })
})
