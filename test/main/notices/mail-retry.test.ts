import { expect, test } from 'vitest'
import type { MailFault } from '../../../preload/contract/email.ts'
import type { MailSent } from '../../../main/notices/mail-session.ts'
import { endOf, isOfOneMail } from '../../../main/notices/mail-retry.ts'

const minute = 60_000
const week = 7 * 24 * 60 * minute
const host = 'smtp.example.com'
const row = { attempts: 1, created_at: 0, rest: null }
const restOf = (...to: string[]) => ({ to, refused: ['gone@x.example'] })
const failed = (code: MailFault): MailSent => ({ ok: false, failure: { code, phase: 'accepted', said: 'no' } })
const taken: MailSent & { ok: true } = { ok: true, said: '', rejected: [], deferred: [] }

test('what was not sent is tried again less and less often, at least every 30 minutes', () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 100].map((attempts) => {
    const end = endOf({ ...row, attempts }, failed('slow'), host, 1000)
    return end.state === 'waiting' ? (end.dueAt - 1000) / minute : end.state
  })
  expect(waits).toEqual([1, 2, 5, 10, 15, 30, 30, 30])
})

test('it is given up after 7 days, and not before', () => {
  expect(endOf(row, failed('later'), host, week - 1).state).toBe('waiting')
  expect(endOf(row, failed('later'), host, week)).toMatchObject({
    state: 'failed',
    reason: expect.stringContaining('7 days'),
  })
})

test('what may have arrived is never sent again, to the rest of the recipients neither', () => {
  expect(endOf(row, failed('unknown'), host, 0).state).toBe('unknown')
  expect(endOf({ ...row, rest: restOf('a@x.example') }, failed('unknown'), host, 0)).toMatchObject({
    state: 'unknown',
    reason: expect.stringContaining('whether to a@x.example too is not known'),
  })
})

test('those put off are kept, and those refused before are named to the end', () => {
  const half = { ...taken, rejected: ['b@x.example'], deferred: ['a@x.example'] }
  const end = endOf({ ...row, rest: restOf('a@x.example', 'b@x.example') }, half, host, 0)
  const rest = { to: ['a@x.example'], refused: ['gone@x.example', 'b@x.example'] }
  expect(end).toMatchObject({ state: 'waiting', dueAt: minute, rest })
  for (const [sent, now, words] of [
    [taken, 0, 'takes no mail for gone@x.example, b@x.example.'],
    [failed('recipients_refused'), 0, 'takes no mail for gone@x.example, b@x.example, a@x.example.'],
    [failed('cut'), week, 'not to a@x.example: given up'],
  ] as const)
    expect(endOf({ ...row, rest }, sent, host, now)).toMatchObject({
      state: 'sent',
      reason: expect.stringContaining(words),
    })
})

test('a mail that is refused itself, and recipients put off before, hold no other mail back', () => {
  const rest = restOf('a@x.example')
  expect(isOfOneMail('message_refused', null)).toBe(true)
  expect(isOfOneMail('recipients_later', rest)).toBe(true)
  expect(isOfOneMail('recipients_refused', rest)).toBe(true)
  expect(isOfOneMail('recipients_later', null)).toBe(false)
  expect(isOfOneMail('connection_refused', rest)).toBe(false)
})
