import { afterEach, expect, test, vi } from 'vitest'
import { openOutages } from '../../../main/engine/outages.ts'
import type { NetworkState } from '../../../preload/contract/changes.ts'
import { makeFakeNetwork } from '../../support/fake-network.ts'

afterEach(() => void vi.useRealTimers())

/** Like the one of a workstation: it notices what happened only when it is asked. */
function makeSilentNetwork() {
  const told = makeFakeNetwork()
  let actual: NetworkState = 'up'
  const state = () => {
    if (told.state() !== actual) told.set(actual)
    return actual
  }
  return { onChange: told.onChange, state, become: (next: NetworkState) => void (actual = next) }
}

test('a network that tells nothing by itself is asked while a request is under way, and not longer', () => {
  vi.useFakeTimers()
  const network = makeSilentNetwork()
  const outages = openOutages(network)
  const one = outages.begin()
  network.become('down')
  vi.advanceTimersByTime(250)
  network.become('up')
  vi.advanceTimersByTime(250)
  const other = outages.begin()
  expect([one.wasUp(), other.wasUp()]).toEqual([false, true])
  one.end()
  expect(vi.getTimerCount()).toBe(1)
  other.end()
  expect(vi.getTimerCount()).toBe(0)
})

test('a request that begins without a network was not up, though it comes back meanwhile', () => {
  const network = makeFakeNetwork('down')
  const outages = openOutages(network)
  const one = outages.begin()
  network.set('up')
  expect(one.wasUp()).toBe(false)
  one.end()
  outages.close()
})

test('a request that never ends keeps no process alive by being watched', () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  const before = timers()
  const outages = openOutages(makeFakeNetwork())
  const one = outages.begin()
  expect(timers()).toBe(before)
  one.end()
  outages.close()
})
