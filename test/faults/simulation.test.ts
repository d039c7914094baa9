import { expect, test } from 'vitest'
import { testShortForm } from './short-form.ts'
import { simulation } from './simulation.ts'

testShortForm(simulation, { timeout: 300_000 })

test('the same seed makes the same run, and another one another', async () => {
  const [first, again, other] = [await simulation.play(7), await simulation.play(7), await simulation.play(8)]
  expect(again.print).toBe(first.print)
  expect(other.print).not.toBe(first.print)
})
