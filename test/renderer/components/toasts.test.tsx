import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ToastRegion } from '../../../renderer/components/ToastRegion.tsx'
import { toast, useToasts } from '../../../renderer/components/toasts.ts'

beforeEach(() => {
  vi.useFakeTimers()
  render(<ToastRegion />)
})
afterEach(() => {
  cleanup()
  useToasts.setState({ toasts: [] })
  vi.useRealTimers()
})

const pass = (seconds: number) => {
  act(() => void vi.advanceTimersByTime(seconds * 1000))
}

describe('a toast', () => {
  it('stays at least 10 s, then goes by itself', () => {
    act(() => toast('Jira automation is deleted.', { action: { label: 'Undo', onPress: () => {} } }))
    pass(10)
    expect(screen.getByRole('button', { name: 'Undo' })).toBeDefined()
    pass(3)
    expect(screen.queryByText('Jira automation is deleted.')).toBeNull()
  })

  it('stays while the pointer is on it', () => {
    act(() => toast('Jira automation is deleted.'))
    fireEvent.pointerEnter(screen.getByRole('region', { name: 'Notifications' }))
    pass(60)
    expect(screen.getByText('Jira automation is deleted.')).toBeDefined()
    fireEvent.pointerLeave(screen.getByRole('region', { name: 'Notifications' }))
    pass(13)
    expect(screen.queryByText('Jira automation is deleted.')).toBeNull()
  })

  it('takes its action once and goes', () => {
    const onPress = vi.fn<() => void>()
    act(() => toast('Deleted.', { action: { label: 'Undo', onPress } }))
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
    expect(onPress).toHaveBeenCalledOnce()
    expect(screen.queryByText('Deleted.')).toBeNull()
  })

  it('leaves room for three at most', () => {
    act(() => {
      for (const one of ['First', 'Second', 'Third', 'Fourth']) toast(one)
    })
    expect(screen.queryByText('First')).toBeNull()
    expect(screen.getByText('Fourth')).toBeDefined()
  })
})
