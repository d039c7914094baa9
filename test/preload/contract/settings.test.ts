import { expect, test } from 'vitest'
import { settingsPatchSchema, settingsSchema } from '../../../preload/contract/settings.ts'

test('every setting has a default, so an empty file is a whole one', () => {
  expect(settingsSchema.parse({})).toEqual({
    appearance: { theme: 'system', density: 'comfortable' },
    delivery: { retrySteps: [5, 30, 120, 600] },
    secrets: { acceptWeakStorage: false },
  })
})

test('a patch holds what was given and nothing more: what is left out stays as it is', () => {
  const patch = { appearance: { theme: 'dark' }, secrets: {} } as const
  expect(settingsPatchSchema.parse(patch)).toEqual(patch)
})

test('a step of the retry schedule is a whole number from 1 s to 24 h', () => {
  const parse = (step: unknown) =>
    settingsPatchSchema.safeParse({ delivery: { retrySteps: [5, 30, 120, step] } }).success
  expect([1, 86_400].every(parse)).toBe(true)
  expect([0, 86_401, 1.5, '5', null].some(parse)).toBe(false)
})
