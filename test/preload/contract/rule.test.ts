import { expect, test } from 'vitest'
import { ruleDraftSchema } from '../../../preload/contract/rule.ts'

const draft = (more: object) => ({
  name: 'T',
  severity: 'high',
  filter: null,
  when: { kind: 'each' },
  by: null,
  coolDownSeconds: 0,
  ...more,
})

test.for(['*', 'data.*', 'data.process.*'])('%s tells nothing apart: it is many fields', (path) => {
  for (const more of [{ by: path }, { when: { kind: 'first', of: path, rememberDays: 1, learnSeconds: 0 } }])
    expect(ruleDraftSchema.safeParse(draft(more)).error?.issues).toMatchObject([{ message: 'Choose one field.' }])
})

test.for(['user', 'data.User', 'data.a*'])('%s is one field', (path) => {
  expect(ruleDraftSchema.safeParse(draft({ by: path })).success).toBe(true)
})
