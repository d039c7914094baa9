import { expect, test } from 'vitest'
import { parts } from './parts.ts'

// That each part runs and finds numbers. What they are depends on the machine, so nothing is asked of them here.
test.for(Object.keys(parts))('the part %s of the bench measures something', { timeout: 60_000 }, async (name) => {
  const { rows, targets } = await parts[name]!.measure(0.004)
  expect(Object.keys(rows)).not.toEqual([])
  expect(targets).not.toEqual([])
  for (const { got } of targets) expect(got).toMatch(/^\d/)
})
