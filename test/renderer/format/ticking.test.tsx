import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Countdown } from '../../../renderer/format/Countdown.tsx'
import { RelativeTime } from '../../../renderer/format/RelativeTime.tsx'

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

test('a relative time and a countdown move on by themselves', () => {
  const start = Date.now()
  render(
    <>
      <RelativeTime at={start - 12_000} />
      <Countdown to={start + 61_000} />
    </>,
  )
  screen.getByText('12 s ago')
  screen.getByText('in 1 min 1 s')
  act(() => void vi.advanceTimersByTime(2000))
  screen.getByText('14 s ago')
  screen.getByText('in 59 s')
})

test('all of them share one timer, and there is none when nothing is shown', () => {
  const { unmount } = render([1, 2, 3].map((key) => <RelativeTime key={key} at={Date.now()} />))
  expect(vi.getTimerCount()).toBe(1)
  unmount()
  expect(vi.getTimerCount()).toBe(0)
})

test('one that goes does not stop the others', () => {
  const at = Date.now()
  const { rerender } = render([<RelativeTime key="a" at={at - 5000} />, <RelativeTime key="b" at={at - 9000} />])
  rerender([<RelativeTime key="a" at={at - 5000} />])
  act(() => void vi.advanceTimersByTime(1000))
  screen.getByText('6 s ago')
})

test('a time shown after a long pause starts at the right words', () => {
  const at = Date.now()
  render(<RelativeTime at={at} />).unmount()
  vi.advanceTimersByTime(3_600_000)
  render(<RelativeTime at={at} />)
  screen.getByText('1 h ago')
})
