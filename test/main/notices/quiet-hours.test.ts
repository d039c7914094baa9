import { expect, test } from 'vitest'
import { quietUntil } from '../../../main/notices/quiet-hours.ts'

const at = (day: number, time: string) => new Date(`2026-11-${day}T${time}:00`).getTime()
const night = { quiet: true, quietFrom: '22:00', quietTo: '07:00' }
const noon = { quiet: true, quietFrom: '12:00', quietTo: '13:30' }

test.for([
  ['before midnight', night, at(23, '22:00'), at(24, '07:00')],
  ['after midnight', night, at(24, '00:00'), at(24, '07:00')],
  ['the last minute', night, at(24, '06:59'), at(24, '07:00')],
  ['at their end', night, at(24, '07:00'), null],
  ['the minute before', night, at(23, '21:59'), null],
  ['within a day', noon, at(23, '12:00'), at(23, '13:30')],
  ['before it', noon, at(23, '11:59'), null],
  ['after it', noon, at(23, '13:30'), null],
  ['turned off', { ...night, quiet: false }, at(23, '23:00'), null],
  ['from and to alike', { ...night, quietTo: '22:00' }, at(23, '23:00'), null],
] as const)('%s', ([, hours, now, end]) => {
  expect(quietUntil(now, hours)).toBe(end)
})
