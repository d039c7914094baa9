import { expect, test } from 'vitest'
import { defaultRetrySteps } from '../../../../preload/contract/settings.ts'
import { readSteps, scheduleSentence, stepTexts } from '../../../../renderer/screens/settings/retry-steps.ts'

test('steps are shown in the units they are read in, and read back the same', () => {
  expect(stepTexts(defaultRetrySteps)).toEqual(['5 s', '30 s', '2 min', '10 min'])
  expect(readSteps(stepTexts(defaultRetrySteps)).steps).toEqual(defaultRetrySteps)
})

test('every whole second up to 24 h survives being shown', () => {
  for (const step of [1, 59, 61, 100, 3599, 3600, 3661, 5400, 86_399, 86_400])
    expect(readSteps(stepTexts([step, step, step, step])).steps).toEqual([step, step, step, step])
})

test('the schedule is one sentence', () => {
  expect(scheduleSentence(defaultRetrySteps)).toBe(
    'A delivery that fails is tried 5 times in about 12 min 35 s: at once, then 5 s, 30 s, 2 min and 10 min after the attempt before.',
  )
})

test('each wrong step is said at its field', () => {
  expect(readSteps(['0 s', 'soon', '25 h', '0.5 s']).errors).toEqual({
    0: 'At least 1 second.',
    1: 'Write a time such as 5 s, 2 min or 1 h.',
    2: 'At most 24 hours.',
    3: 'Write a whole number of seconds.',
  })
})
