import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { fillIn, row, toggle, typeValue } from './filter-support.tsx'
import { openForm, press } from './form-support.tsx'

/** The count comes after a pause. */
const counted = (words: string | RegExp) => screen.findByText(words, {}, { timeout: 3000 })

describe('How many it would have matched', () => {
  it('is counted as it is typed, again with each event, and asks to be completed first', async () => {
    const { bridge } = await openForm()
    let answer = { matched: 14, of: 50 }
    bridge.handlers['filters.count'] = () => ({ ok: true, value: answer })
    await userEvent.click(toggle())
    expect(screen.queryByText(/Would have matched/)).toBeNull()
    await press('Add condition')
    await screen.findByText('Choose events to see how many of the last would have matched.')
    await fillIn()
    await screen.findByText('Complete the conditions to see how many events would have matched.')
    await typeValue('1', 'fin')
    await counted('Would have matched 14 of the last 50 events')
    expect(bridge.callsOf('filters.count').at(-1)).toEqual({
      events: ['agent.online'],
      filter: { op: 'all', of: [{ op: 'equals', path: 'host', value: 'fin' }] },
    })
    answer = { matched: 1, of: 1 }
    await typeValue('1', 'a')
    await counted('Would have matched 1 of the last one event')
    const [newest] = bridge.snapshot.events
    if (!newest) throw new Error('the sample has no events')
    answer = { matched: 15, of: 50 }
    bridge.emit({ kind: 'event', event: { ...newest, id: 'evt_newer', seq: newest.seq + 1000 } })
    await counted('Would have matched 15 of the last 50 events')
  })

  it('is said too where there is nothing to count, or no answer', async () => {
    const { bridge } = await openForm()
    await fillIn()
    await userEvent.click(toggle())
    await press('Add condition')
    await typeValue('1', 'x')
    await counted('No events yet')
    bridge.refuse('filters.count')
    await typeValue('1', 'y')
    await counted('The ledger is busy. Try again.')
  })

  it('asks once for what is typed without a pause', async () => {
    const { bridge } = await openForm()
    await fillIn()
    await userEvent.click(toggle())
    await press('Add condition')
    await userEvent.type(row('1').getByRole('textbox', { name: 'Value' }), 'WIN-FIN-07')
    await counted('No events yet')
    expect(bridge.callsOf('filters.count').length).toBeLessThan(5)
  })
})
