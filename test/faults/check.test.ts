import { expect, test } from 'vitest'
import { check } from './check.ts'
import { makeCleanRecord } from './clean-record.ts'

test('where every promise is kept, with each exception that is allowed, nothing is complained of', () => {
  using clean = makeCleanRecord()
  expect(check(clean.record)).toEqual([])
})
