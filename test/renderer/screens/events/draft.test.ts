import { expect, test } from 'vitest'
import {
  checkDraft,
  problemsAt,
  readData,
  readField,
  withField,
} from '../../../../renderer/screens/events/fire/draft.ts'

const draft = (text: string) => ({ type: 'security.high' as const, text })
const good = '{"severity":"high","title":"T","agent":{"id":"a1","name":"WIN"},"extra":1}'

test('a field reads the text', () => {
  const data = readData(draft(good))!
  expect(readField(data, 'title')).toBe('T')
  expect(readField(data, 'agent')).toBe('WIN')
  expect(readField(data, 'description')).toBe('')
})

test('writing a field keeps everything else in the text, in its order', () => {
  const data = readData(withField(draft(good), 'agent', 'LNX'))
  expect(JSON.stringify(data)).toBe('{"severity":"high","title":"T","agent":{"id":"a1","name":"LNX"},"extra":1}')
})

test('a field can not be written into a text that is no JSON, so nothing typed is lost', () => {
  expect(withField(draft('{"title": '), 'title', 'New').text).toBe('{"title": ')
})

test('a good draft is the event as main takes it, unknown fields too', () => {
  expect(checkDraft(draft(good)).input).toMatchObject({ type: 'security.high', data: { extra: 1 } })
})

test.each([
  ['{', { data: 'Line 1: the text ends, but a { is not closed.' }],
  ['[]', { data: 'Line 1: an event’s data is an object: { … }.' }],
  ['{"severity":"high","title":" "}', { title: 'Give the event a title.' }],
  ['{"severity":"urgent","title":"T"}', { severity: 'Choose critical, high, medium, low or info.' }],
  ['{"severity":"high","title":"T","description":1}', { description: 'Write a text.' }],
])('%s is refused at the field it is about', (text, problems) => {
  expect(checkDraft(draft(text))).toEqual({ input: null, problems })
})

test('a message about a field that is not shown is said at the text', () => {
  expect(problemsAt([['id', 'Known already.']])).toEqual({ data: 'id: Known already.' })
})
