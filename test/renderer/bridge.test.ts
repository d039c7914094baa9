import { expect, test } from 'vitest'
import { call, isRefusal, refusalWords } from '../../renderer/bridge.ts'
import { makeFakeBridge } from './support/fake-bridge.ts'

const useFake = () => {
  const bridge = makeFakeBridge()
  window.castellan = bridge
  return bridge
}
const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error,
  )

test('a call answers the value', async () => {
  useFake()
  await expect(call('settings.get', {})).resolves.toMatchObject({ appearance: { theme: 'system' } })
})

test('a refusal rejects with its code, its words and the fields it is about', async () => {
  const bridge = useFake()
  bridge.refuse('settings.get', { code: 'conflict', message: 'Busy.', fields: { a: 'Wrong.' } })
  const error = await failureOf(call('settings.get', {}))
  expect(isRefusal(error)).toBe(true)
  expect(error).toMatchObject({ code: 'conflict', message: 'Busy.', fields: { a: 'Wrong.' } })
})

test('a refusal without fields has none', async () => {
  useFake().refuse('settings.get')
  await expect(failureOf(call('settings.get', {}))).resolves.toMatchObject({ fields: {} })
})

test('a bridge that breaks rejects with a refusal too, and says what to do', async () => {
  window.castellan = { call: () => Promise.reject(new Error('channel closed')), listen: () => () => {} }
  const error = await failureOf(call('settings.get', {}))
  expect(isRefusal(error)).toBe(true)
  expect(refusalWords(error)).toContain('Reload the window')
})

test('an answer of another form is refused and not shown', async () => {
  useFake().handlers['settings.get'] = () => ({ ok: true, value: { theme: 'dark' } })
  expect(isRefusal(await failureOf(call('settings.get', {})))).toBe(true)
})
