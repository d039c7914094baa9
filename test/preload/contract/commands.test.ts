import { expect, test } from 'vitest'
import { z } from 'zod'
import { commands } from '../../../preload/contract/commands.ts'

const entries = Object.entries(commands)

test.for(entries)('%s has a schema for what goes in and for what comes out', ([, { input, output }]) => {
  expect(input).toBeInstanceOf(z.ZodType)
  expect(output).toBeInstanceOf(z.ZodType)
})

test.for(entries)('%s takes an object and refuses fields it does not know', ([, { input }]) => {
  const issues = input.safeParse({ 'no such field': 1 }).error?.issues ?? []
  expect(issues.map(({ code }) => code)).toContain('unrecognized_keys')
  expect(input.safeParse([]).success).toBe(false)
})

test('names are noun.verb, each noun in small letters', () => {
  for (const [name] of entries) expect(name).toMatch(/^[a-z]+(\.[a-z]+)?\.[a-z][A-Za-z]+$/)
})

test.for(['events.page', 'deliveries.page'] as const)('%s has a first page of 100, and never more than 200', (name) => {
  const { input } = commands[name]
  expect(input.parse({})).toMatchObject({ before: null, limit: 100 })
  expect(input.safeParse({ limit: 200 }).success).toBe(true)
  for (const limit of [0, 201, 1.5, -1, '10', Number.NaN]) expect(input.safeParse({ limit }).success).toBe(false)
  for (const before of [1.5, 'x', Number.POSITIVE_INFINITY]) expect(input.safeParse({ before }).success).toBe(false)
})

test('at most 200 deliveries are redelivered at once, and at least one', () => {
  const { input } = commands['deliveries.redeliver']
  const ids = (count: number) => ({ ids: Array.from({ length: count }, (_, index) => `dlv_${index}`) })
  expect([0, 1, 200, 201].map((count) => input.safeParse(ids(count)).success)).toEqual([false, true, true, false])
})

test.for([
  'whk_00000000-0000-4000-8000-00000000000',
  'WHK_00000000-0000-4000-8000-000000000000',
  'whk_00000000-0000-4000-8000-00000000000G',
  'whk_00000000-0000-4000-8000-000000000000\n',
  ' whk_00000000-0000-4000-8000-000000000000',
  'whk_../../../../../../../../../etc/passwd',
  '',
])('%j is the id of no webhook', (id) => {
  expect(commands['webhooks.remove'].input.safeParse({ id }).success).toBe(false)
})
