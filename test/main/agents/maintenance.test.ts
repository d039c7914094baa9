import { expect, test } from 'vitest'
import { maintenanceEnd } from '../../../main/agents/maintenance.ts'
import type { Maintenance } from '../../../preload/contract/agent.ts'

const agent = { id: 'agt-1', name: 'WIN-FIN-07', maintenance_until: null }
const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime()
const window = (repeat: Maintenance['repeat'], pattern = '*'): Maintenance => ({
  pattern,
  from: at(2, 23),
  until: at(3, 1),
  repeat,
})

test('a window holds from its start up to its end, and no other time', () => {
  expect(maintenanceEnd([window('once')], agent, at(2, 22, 59))).toBeNull()
  expect(maintenanceEnd([window('once')], agent, at(2, 23))).toBe(at(3, 1))
  expect(maintenanceEnd([window('once')], agent, at(3, 0, 59))).toBe(at(3, 1))
  expect(maintenanceEnd([window('once')], agent, at(3, 1))).toBeNull()
  expect(maintenanceEnd([window('once')], agent, at(4, 0))).toBeNull()
})

test('a daily one comes again each day, over midnight too, and never before its first time', () => {
  expect(maintenanceEnd([window('daily')], agent, at(20, 23, 30))).toBe(at(21, 1))
  expect(maintenanceEnd([window('daily')], agent, at(21, 0, 30))).toBe(at(21, 1))
  expect(maintenanceEnd([window('daily')], agent, at(21, 12))).toBeNull()
  expect(maintenanceEnd([window('daily')], agent, at(1, 23, 30))).toBeNull()
})

test('a weekly one comes again each week', () => {
  expect(maintenanceEnd([window('weekly')], agent, at(9, 23, 30))).toBe(at(10, 1))
  expect(maintenanceEnd([window('weekly')], agent, at(10, 23, 30))).toBeNull()
})

test('one that covers part of a span is found, and of several the one that ends last', () => {
  expect(maintenanceEnd([window('once')], agent, at(2, 22), at(2, 23, 1))).toBe(at(3, 1))
  expect(maintenanceEnd([window('once'), { ...window('once'), until: at(3, 2) }], agent, at(3, 0))).toBe(at(3, 2))
})

test('a window is for the agents its pattern fits, and an agent may have one of its own', () => {
  expect(maintenanceEnd([window('once', 'LNX-*')], agent, at(3, 0))).toBeNull()
  expect(maintenanceEnd([window('once', 'agt-?')], agent, at(3, 0))).toBe(at(3, 1))
  expect(maintenanceEnd([], { ...agent, maintenance_until: at(3, 5) }, at(3, 0))).toBe(at(3, 5))
  expect(maintenanceEnd([], { ...agent, maintenance_until: at(3, 5) }, at(3, 5))).toBeNull()
})

test('a daily window stays at its hour when the clocks change', () => {
  const daily: Maintenance = {
    pattern: '*',
    from: new Date(2026, 2, 20, 9).getTime(),
    until: new Date(2026, 2, 20, 10).getTime(),
    repeat: 'daily',
  }
  // Europe changes on 29 March; where the clock does not change this holds all the more.
  expect(maintenanceEnd([daily], agent, new Date(2026, 2, 30, 9, 30).getTime())).toBe(
    new Date(2026, 2, 30, 10).getTime(),
  )
})
