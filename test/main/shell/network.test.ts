import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { openNetwork } from '../../../main/shell/network.ts'
import { makeFakeClock } from '../../support/fake-clock.ts'

function open(online = true) {
  const state = { online, asked: 0, told: 0 }
  const powerMonitor = new EventEmitter()
  const clock = makeFakeClock()
  const isOnline = () => {
    state.asked += 1
    return state.online
  }
  const network = openNetwork({ isOnline, powerMonitor, clock })
  const stop = network.onChange(() => void (state.told += 1))
  return { state, powerMonitor, clock, network, stop, turn: () => Promise.resolve() }
}

test('while the network is up nothing runs: it is read when asked', () => {
  const { network, clock, state } = open()
  expect(network.state()).toBe('up')
  expect(clock.pending()).toEqual([])
  state.asked = 0
  clock.advance(3_600_000)
  expect(state).toEqual({ online: true, asked: 0, told: 0 })
})

test('that it went down is seen by whoever asks, and told once, in a turn of its own', async () => {
  const { network, state, turn } = open()
  state.online = false
  expect(network.state()).toBe('down')
  expect(network.state()).toBe('down')
  expect(state.told).toBe(0)
  await turn()
  expect(state.told).toBe(1)
})

test('while it is down it is asked every 5 s, and its coming back is told', async () => {
  const { network, clock, state, turn } = open()
  state.online = false
  network.state()
  await turn()
  state.asked = 0
  clock.advance(14_999)
  expect(state.asked).toBe(2)
  state.online = true
  clock.advance(1)
  await turn()
  expect(network.state()).toBe('up')
  expect(state.told).toBe(2)
  expect(clock.pending()).toEqual([])
})

test('a start without a network notices when there is one', async () => {
  const { network, clock, state, turn } = open(false)
  expect(network.state()).toBe('down')
  state.online = true
  clock.advance(5_000)
  await turn()
  expect([network.state(), state.told]).toEqual(['up', 1])
})

test('asleep from suspend to resume, whatever the network says meanwhile', async () => {
  const { network, powerMonitor, state, turn } = open()
  powerMonitor.emit('suspend')
  await turn()
  expect([network.state(), state.told]).toEqual(['asleep', 1])
  state.online = false
  expect(network.state()).toBe('asleep')
  powerMonitor.emit('resume')
  await turn()
  expect([network.state(), state.told]).toEqual(['down', 2])
})

test('a suspend while down ends the asking, and a resume begins it anew', () => {
  const { network, powerMonitor, clock, state } = open(false)
  powerMonitor.emit('suspend')
  state.asked = 0
  clock.advance(10_000)
  expect(state.asked).toBe(0)
  powerMonitor.emit('resume')
  expect(network.state()).toBe('down')
  expect(clock.pending()).toEqual([clock.now() + 5_000])
})

test('a suspend that never comes does not keep the app asleep: a minute of its own time is enough', async () => {
  const { network, powerMonitor, clock, state, turn } = open()
  powerMonitor.emit('suspend')
  clock.advance(59_999)
  expect(network.state()).toBe('asleep')
  clock.advance(1)
  await turn()
  expect([network.state(), state.told]).toEqual(['up', 2])
})

test('who stopped listening is told nothing', async () => {
  const { network, state, stop, turn } = open()
  stop()
  state.online = false
  network.state()
  await turn()
  expect(state.told).toBe(0)
})
