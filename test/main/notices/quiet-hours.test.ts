import { execFileSync } from 'node:child_process'
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

// The zone of a process is fixed where workers are threads: a process of its own.
function quietInBerlin(now: string, quietFrom: string, quietTo: string): string | null {
  const module = new URL('../../../main/notices/quiet-hours.ts', import.meta.url).href
  const hours = JSON.stringify({ quiet: true, quietFrom, quietTo })
  const script = `import { quietUntil } from '${module}'
    const end = quietUntil(Date.parse('${now}'), ${hours})
    console.log(JSON.stringify(end === null ? null : new Date(end).toISOString()))`
  const env = { ...process.env, TZ: 'Europe/Berlin' }
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], { env, encoding: 'utf8' }))
}

// On 2026-03-29 the clocks there go from 02:00 to 03:00, on 2026-10-25 from 03:00 back to 02:00.
test.for([
  [
    'a night of 23 hours ends when the clock says so',
    '2026-03-28T21:00Z',
    '22:00',
    '07:00',
    '2026-03-29T05:00:00.000Z',
  ],
  [
    'a night of 25 hours ends when the clock says so',
    '2026-10-24T20:00Z',
    '22:00',
    '07:00',
    '2026-10-25T06:00:00.000Z',
  ],
  [
    'an end in the hour that is left out is where the clock passes it',
    '2026-03-29T00:45Z',
    '22:00',
    '02:30',
    '2026-03-29T01:00:00.000Z',
  ],
  ['after it no hour is quiet any more', '2026-03-29T01:15Z', '22:00', '02:30', null],
  [
    'a start in the hour that is left out is there, too',
    '2026-03-29T01:00Z',
    '02:30',
    '04:00',
    '2026-03-29T02:00:00.000Z',
  ],
  [
    'an end in the hour that comes twice is there twice: first',
    '2026-10-25T00:15Z',
    '22:00',
    '02:30',
    '2026-10-25T00:30:00.000Z',
  ],
  ['between both it is not quiet', '2026-10-25T00:45Z', '22:00', '02:30', null],
  ['the repeated hour is quiet as its clock says', '2026-10-25T01:15Z', '22:00', '02:30', '2026-10-25T01:30:00.000Z'],
] as const)('%s', ([, now, from, to, end]) => {
  expect(quietInBerlin(now, from, to)).toBe(end)
})
