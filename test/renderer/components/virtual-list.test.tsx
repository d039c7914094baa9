import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Column, VirtualList } from '../../../renderer/components/VirtualList.tsx'
import { stepTo } from '../../../renderer/components/list-keys.ts'

afterEach(cleanup)

type Row = { id: string }
const columns: Column<Row>[] = [{ id: 'id', title: 'Id', width: { share: 1 }, cell: ({ id }) => id }]
const keyOf = ({ id }: Row) => id
const rowsOf = (count: number): Row[] => Array.from({ length: count }, (_, index) => ({ id: `row ${index}` }))

function show(count: number, selectedKey: string | null = null) {
  const onOpen = vi.fn<(key: string) => void>()
  const list = (rows: Row[], selected = selectedKey) => (
    <VirtualList label="Rows" columns={columns} rows={rows} keyOf={keyOf} selectedKey={selected} onOpen={onOpen} live />
  )
  const { rerender } = render(list(rowsOf(count)))
  return { onOpen, again: (rows: Row[]) => rerender(list(rows)) }
}

const active = () => {
  const id = screen.getByRole('grid').getAttribute('aria-activedescendant')
  return id === null ? null : document.getElementById(id)?.textContent
}

describe('a long list', () => {
  it('puts only the rows in view into the page, and says how many there are', () => {
    show(10_000)
    expect(screen.getAllByRole('row').length).toBeLessThan(60)
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('10001')
    expect(screen.getByRole('row', { name: 'row 0' }).getAttribute('aria-rowindex')).toBe('2')
  })

  it('is one tab stop; arrows choose a row and Enter opens it', async () => {
    const { onOpen } = show(100)
    await userEvent.tab()
    expect(active()).toBe('row 0')
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}')
    expect(active()).toBe('row 1')
    expect(onOpen).not.toHaveBeenCalled()
    await userEvent.keyboard('{Enter}')
    expect(onOpen).toHaveBeenCalledWith('row 1')
  })

  it('opens at once what the arrows reach while something is open beside it', async () => {
    const { onOpen } = show(100, 'row 5')
    await userEvent.tab()
    await userEvent.keyboard('{ArrowDown}')
    expect(onOpen).toHaveBeenCalledWith('row 6')
  })

  it('opens a row that is pressed', async () => {
    const { onOpen } = show(10)
    await userEvent.click(screen.getByText('row 3'))
    expect(onOpen).toHaveBeenCalledWith('row 3')
  })

  it('stands still under the pointer when rows come in on top, and counts them', async () => {
    const { again } = show(100)
    await userEvent.hover(screen.getByText('row 3'))
    again([{ id: 'new 2' }, { id: 'new 1' }, ...rowsOf(100)])
    await userEvent.click(await screen.findByRole('button', { name: '2 newer ↑' }))
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('shows rows that come in on top at once when nobody reads', () => {
    const { again } = show(100)
    again([{ id: 'new 1' }, ...rowsOf(100)])
    expect(screen.getByText('new 1')).toBeDefined()
    expect(screen.queryByRole('button')).toBeNull()
  })
})

describe('the keys of a list', () => {
  it.each([
    ['ArrowDown', 4, 5],
    ['ArrowDown', 9, 9],
    ['ArrowUp', 0, 0],
    ['PageDown', 7, 9],
    ['PageUp', 7, 2],
    ['Home', 7, 0],
    ['End', 0, 9],
    ['x', 0, null],
  ])('%s from row %i leads to %s', (key, from, to) => expect(stepTo(key, from, 10, 5)).toBe(to))
})
