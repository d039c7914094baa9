import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { unreadableFilter } from '../../../../preload/contract/filter.ts'
import { sampleSnapshot } from '../../support/sample-data.ts'
import { webhookIds } from '../../support/sample-webhooks.ts'
import {
  chooseField,
  compare,
  equals,
  fillIn,
  match,
  openEdit,
  pick,
  row,
  toggle,
  typeValue,
  write,
} from './filter-support.tsx'
import { openForm, openWebhooks, press } from './form-support.tsx'

describe('Filter in the form', () => {
  it('is folded away, and lets every event through', async () => {
    const { bridge } = await openForm()
    expect(toggle().textContent).toBe('FilterEvery event of these types')
    await fillIn()
    await press('Save')
    await waitFor(() => expect(bridge.callsOf('webhooks.create')[0]).toMatchObject({ draft: { filter: null } }))
  })

  it('takes a host and a severity, any of which will do', async () => {
    const { bridge } = await openForm()
    await fillIn()
    await userEvent.click(toggle())
    for (let count = 0; count < 2; count += 1) await press('Add condition')
    await typeValue('1', 'WIN-FIN-07')
    await chooseField('2', 'Severity')
    expect(toggle().textContent).toBe('Filter2 conditions')
    await match('Any of these')
    await press('Save')
    const of = [
      { op: 'equals', path: 'host', value: 'WIN-FIN-07' },
      { op: 'severity', atLeast: 'high' },
    ]
    await waitFor(() =>
      expect(bridge.callsOf('webhooks.create')[0]).toMatchObject({ draft: { filter: { op: 'any', of } } }),
    )
  })

  it('takes a network that no field is in, and a list for a field by its path', async () => {
    const { bridge } = await openEdit({ op: 'all', of: [equals('*', '10.0.0.0'), equals('host', 'a')] })
    await userEvent.click(toggle())
    await compare('1', 'not in network')
    await write(row('1').getByRole('textbox', { name: 'Network' }), '/8')
    await chooseField('2', 'Other')
    // On the way there it is a short name, and stays what it is.
    await userEvent.type(row('2').getByRole('textbox', { name: 'Path of the field' }), 'hostname')
    await compare('2', 'is one of')
    await write(row('2').getByRole('textbox', { name: 'Values, one per line' }), '\nb\n')
    await press('Save')
    const of = [
      { op: 'not', of: { op: 'cidr', path: '*', network: '10.0.0.0/8' } },
      { op: 'in', path: 'hostname', values: ['a', 'b'] },
    ]
    await waitFor(() =>
      expect(bridge.callsOf('webhooks.update')[0]).toMatchObject({ draft: { filter: { op: 'all', of } } }),
    )
  })

  it('takes groups in groups, and gives them up with their last condition', async () => {
    const { bridge } = await openForm()
    await fillIn()
    await userEvent.click(toggle())
    await press('Add condition')
    await typeValue('1', 'a')
    await press('Add group')
    await typeValue('2.1', 'b')
    await pick(screen.getByRole('button', { name: /Match in group 2$/ }), 'None of these')
    const inGroup = within(screen.getByRole('group', { name: 'Group 2' }))
    await userEvent.click(inGroup.getByRole('button', { name: 'Add condition' }))
    await typeValue('2.2', 'c')
    await userEvent.click(inGroup.getByRole('button', { name: 'Add group' }))
    await typeValue('2.3.1', 'd')
    expect(screen.getAllByRole('button', { name: 'Add group' })).toHaveLength(2)
    await press('Remove condition 2.3.1')
    expect(screen.queryByRole('group', { name: 'Group 2.3' })).toBeNull()
    await press('Save')
    const inner = { op: 'any', of: [equals('host', 'b'), equals('host', 'c')] }
    const filter = { op: 'all', of: [equals('host', 'a'), { op: 'not', of: inner }] }
    await waitFor(() => expect(bridge.callsOf('webhooks.create')[0]).toMatchObject({ draft: { filter } }))
  })

  it('removes one and leaves the others as they are, the focus on what adds one', async () => {
    await openForm()
    await userEvent.click(toggle())
    for (let count = 0; count < 3; count += 1) await press('Add condition')
    await typeValue('1', 'a')
    await chooseField('2', 'Other')
    await typeValue('3', 'c')
    await press('Remove condition 1')
    expect(row('1').getByRole('textbox', { name: 'Path of the field' })).toBeTruthy()
    expect(row('2').getByRole<HTMLInputElement>('textbox', { name: 'Value' }).value).toBe('c')
    expect(document.activeElement?.textContent).toBe('Add condition')
    await press('Remove condition 1')
    await press('Remove condition 1')
    expect(toggle().textContent).toBe('FilterEvery event of these types')
  })

  it('says at the row what is wrong with it, and goes there', async () => {
    const { bridge } = await openForm()
    await fillIn()
    await userEvent.click(toggle())
    await press('Add condition')
    await typeValue('1', 'fine')
    await press('Add group')
    await compare('2.1', 'is in network')
    await write(row('2.1').getByRole('textbox', { name: 'Network' }), '10.0.0.0/99')
    await userEvent.click(toggle())
    await press('Save')
    const network = row('2.1').getByRole('textbox', { name: 'Network' })
    await waitFor(() => expect(document.activeElement).toBe(network))
    const wrong = document.getElementById(network.getAttribute('aria-describedby')?.split(' ')[0] ?? '')
    expect(wrong?.textContent).toBe(
      '10.0.0.0/99 is not a network. Write it like 10.20.0.0/16 or fd00::/8, or one address.',
    )
    expect(row('1').getByRole('textbox', { name: 'Value' }).getAttribute('aria-invalid')).toBeNull()
    expect(toggle().getAttribute('aria-expanded')).toBe('true')
    expect(bridge.callsOf('webhooks.create')).toEqual([])
    await userEvent.type(network, '{Backspace}{Backspace}8')
    await waitFor(() => expect(network.getAttribute('aria-invalid')).toBeNull())
  })

  it('shows what only main finds wrong with it', async () => {
    const { bridge } = await openForm()
    await fillIn()
    await userEvent.click(toggle())
    await press('Add condition')
    await typeValue('1', 'x')
    bridge.refuse('webhooks.create', {
      code: 'invalid',
      message: 'No.',
      fields: { 'draft.filter': 'Main can’t read it.' },
    })
    await press('Save')
    await screen.findByText('Main can’t read it.')
  })
})

describe('A stored filter', () => {
  it('is shown to be edited, also a single condition', async () => {
    const { bridge } = await openEdit({ op: 'not', of: { op: 'equals', path: 'user', value: 'scanner' } })
    await userEvent.click(toggle())
    expect(toggle().textContent).toBe('Filter1 condition')
    await typeValue('1', '2')
    await press('Save')
    const filter = { op: 'all', of: [{ op: 'not', of: { op: 'equals', path: 'user', value: 'scanner2' } }] }
    await waitFor(() => expect(bridge.callsOf('webhooks.update')[0]).toMatchObject({ draft: { filter } }))
  })

  it('that can’t be read says so, starts empty, and is replaced by saving', async () => {
    const { bridge } = await openEdit({ op: 'unreadable' })
    expect(toggle().getAttribute('aria-expanded')).toBe('true')
    screen.getByText(/The stored filter can’t be read, so every event is sent/)
    await press('Save')
    await waitFor(() => expect(bridge.callsOf('webhooks.update')[0]).toMatchObject({ draft: { filter: null } }))
  })

  it('is told in the panel of its webhook, with what follows where it can’t be read', async () => {
    const snapshot = sampleSnapshot()
    const status = {
      kind: 'warning',
      since: 0,
      reason: unreadableFilter,
      attempt: null,
      of: 5,
      nextAttemptAt: null,
    } as const
    snapshot.webhooks = snapshot.webhooks.map((one) =>
      one.id === webhookIds.jira
        ? { ...one, filter: { op: 'unreadable' }, status, nextAttemptAt: null, pending: 0 }
        : one,
    )
    await openWebhooks({ webhookId: webhookIds.jira, webhookPanel: 'detail' } as never, snapshot)
    const panel = within(await screen.findByRole('region', { name: 'Jira automation' }))
    panel.getByText('It can’t be read, so every event of these types is sent')
    panel.getByText(/New events of its types are sent at once/)
    panel.getByText(unreadableFilter.replace(/\.$/, ''), { exact: false })
  })
})
