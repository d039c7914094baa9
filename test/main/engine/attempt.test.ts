import { describe, expect, test } from 'vitest'
import { attempt } from '../../../main/engine/attempt.ts'
import { type Prepared, prepare } from '../../../main/engine/render.ts'
import type { Send } from '../../../main/engine/send.ts'
import { nothingDone } from '../../../main/engine/trace.ts'
import type { Answer } from '../../../preload/contract/outcome.ts'
import { aTarget, anEvent } from './samples.ts'

const limit = 16 * 1024
const token = 'tok-3n-that-nobody-may-see'
const target = aTarget({ headers: [{ name: 'X-Own', value: token }] })

function prepared(): Prepared {
  const made = prepare(target, anEvent(), { deliveryId: 'dlv_1', attempt: 1, now: 0 })
  if ('code' in made) throw new Error(made.code)
  return made
}

async function answered(answer: Partial<Answer>) {
  const send: Send = async () => ({
    kind: 'answer',
    answer: { status: 200, headers: [], body: '', truncated: false, ...answer },
    trace: nothingDone,
  })
  const { signal } = new AbortController()
  return attempt(prepared(), { send, signal, budget: 1000, now: () => 0 })
}

test('so much more of an answer is asked for as the longest form of a secret has', async () => {
  let asked = 0
  const send: Send = async ({ longest = 0 }) => {
    asked = longest
    return { kind: 'fault', why: 'error', code: 'ECONNREFUSED', afterHeaders: false, trace: nothingDone }
  }
  await attempt(prepared(), { send, signal: new AbortController().signal, budget: 1000, now: () => 0 })
  expect(asked).toBeGreaterThanOrEqual(Buffer.from(token).toString('hex').length)
})

describe('an answer is kept', () => {
  test('without secrets: in its body, its headers and where it points', async () => {
    const headers: [string, string][] = [
      ['location', `https://x.example/?k=${token}`],
      ['x-echo', token],
    ]
    const { answer, detail } = await answered({ status: 302, headers, body: `you said ${token}` })
    expect(answer?.body).toBe('you said ••••')
    expect(JSON.stringify([answer, detail])).not.toContain(token)
  })

  test('up to 16 KiB', async () => {
    const { answer } = await answered({ body: 'x'.repeat(limit) })
    expect(answer).toMatchObject({ body: 'x'.repeat(limit), truncated: false })
    expect((await answered({ body: 'x'.repeat(limit + 1) })).answer).toMatchObject({
      body: 'x'.repeat(limit),
      truncated: true,
    })
  })

  test.for([1, 2, 5, token.length - 1])('with no part of a secret that lies %i before the limit', async (before) => {
    const { answer } = await answered({ body: 'x'.repeat(limit - before) + token + 'and more' })
    expect(answer?.body.replace(/^x+/, '')).toMatch(/^[•\ufffd]*$/)
    expect(answer?.truncated).toBe(true)
  })

  test('with no part of a secret that dots before it have moved up', async () => {
    const { answer } = await answered({ body: token.repeat(700) })
    expect(answer?.body).not.toMatch(/tok|see/)
  })

  test('in whole characters', async () => {
    for (const char of ['ä', '€', '𝄞']) {
      for (const shift of ['', 'x', 'xx', 'xxx']) {
        const { answer } = await answered({ body: shift + char.repeat(limit) })
        expect(Buffer.byteLength(answer?.body ?? '')).toBeLessThanOrEqual(limit)
        expect(Buffer.byteLength(answer?.body ?? '')).toBeGreaterThan(limit - 4)
        expect(answer?.body.slice(shift.length).replaceAll(char, '')).toBe('')
      }
    }
  })
})
