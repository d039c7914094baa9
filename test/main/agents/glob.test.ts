import { expect, test } from 'vitest'
import { fits } from '../../../main/agents/glob.ts'

test.for([
  ['*', 'anything'],
  ['*', ''],
  ['WIN-FIN-*', 'win-fin-07'],
  ['*-07', 'WIN-FIN-07'],
  ['win-???-*7', 'WIN-FIN-07'],
  ['a*b*c', 'aXbXbc'],
  ['WIN-FIN-07', 'WIN-FIN-07'],
] as const)('the pattern %s fits %s', ([pattern, text]) => {
  expect(fits(pattern, text)).toBe(true)
})

test.for([
  ['WIN-FIN', 'WIN-FIN-07'],
  ['*-08', 'WIN-FIN-07'],
  ['win-??-*', 'WIN-FIN-07'],
  ['a.b', 'axb'],
  ['(a+)+$', 'aaaa'],
  ['', 'a'],
] as const)('the pattern %s does not fit %s', ([pattern, text]) => {
  expect(fits(pattern, text)).toBe(false)
})

test('a pattern made to be slow is answered at once', () => {
  const start = performance.now()
  expect(fits('*a'.repeat(100), `${'a'.repeat(199)}b`)).toBe(false)
  expect(performance.now() - start).toBeLessThan(100)
})
