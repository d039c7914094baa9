import { describe, expect, test } from 'vitest'
import { custom } from '../../../main/receivers/custom.ts'
import { receivers } from '../../../main/receivers/index.ts'
import { receiverKinds } from '../../../preload/contract/webhook.ts'
import { anEvent } from '../engine/samples.ts'

const mask = (url: string) => custom.mask(new URL(url))

describe('the body', () => {
  test('is the Standard Webhooks shape: id, type, timestamp and data, in that order, and nothing else', () => {
    const row = { ...anEvent(), seq: 7, source: 'manual' }
    const { contentType, body } = custom.render(row)
    expect(contentType).toBe('application/json')
    expect(body).toBe(
      '{"id":"evt_1","type":"security.critical","timestamp":"2026-11-23T10:42:17.123Z",' +
        '"data":{"severity":"critical","title":"Credential dumping"}}',
    )
  })
  test('keeps all of the data, known or not, as it came', () => {
    const data = { agent: { id: 'a', tags: ['x', null, 1.5] }, 'own field': { deep: [{ ü: '攻' }] }, test: false }
    const { body } = custom.render(anEvent(data))
    expect(JSON.parse(body)).toMatchObject({ data: { severity: 'critical', title: 'Credential dumping', ...data } })
  })
  test('no value can break it', () => {
    const title = '"},"type":"agent.online","x":{"\n\u2028\u0000\\'
    expect(JSON.parse(custom.render(anEvent({ title })).body)).toMatchObject({
      type: 'security.critical',
      data: { title },
    })
  })
})

describe('the mask', () => {
  test.for([
    [
      'a plain URL is shown whole',
      'https://soar.example.com/hooks/castellan',
      'https://soar.example.com/hooks/castellan',
    ],
    ['a port is shown', 'https://soar.example.com:8443/', 'https://soar.example.com:8443/'],
    ['query values are dots', 'https://h.example/a?env=prod&b=2', 'https://h.example/a?env=••••&b=••••'],
    ['an empty value is dots too', 'https://h.example/a?env=', 'https://h.example/a?env=••••'],
    ['a name used twice is there twice', 'https://h.example/?a=1&a=2', 'https://h.example/?a=••••&a=••••'],
    ['a key without a name is dots', 'https://h.example/?Zx81kd02mAAq9c7eTTpo', 'https://h.example/?••••=••••'],
    [
      'a key in the path is dots',
      'https://h.example/services/B0a1b2c3d4e5f6a7b8c9d0/x',
      'https://h.example/services/••••/x',
    ],
    ['a UUID is dots', 'https://h.example/7b1f6a52-9d43-4f0e-8a31-0c2b5d9e7f10', 'https://h.example/••••'],
    ['a short part with digits is shown', 'https://h.example/api/v2/team42', 'https://h.example/api/v2/team42'],
    [
      'long words are shown',
      'https://h.example/security-event-notifications',
      'https://h.example/security-event-notifications',
    ],
    ['slashes stay where they are', 'https://h.example//a//', 'https://h.example//a//'],
    ['letters beyond ASCII are as in the URL', 'https://h.example/ü', 'https://h.example/%C3%BC'],
  ])('%s', ([, url, shown]) => expect(mask(url!)).toBe(shown))

  test.for([
    'https://soar.example.com/hooks/castellan',
    'https://h.example/services/B0a1b2c3d4e5f6a7b8c9d0?token=secret&b=c%20d',
    'https://h.example/?Zx81kd02mAAq9c7eTTpo',
    'https://[::1]:8443/a?x=1',
  ])('masked again it stays the same: %s', (url) => {
    const once = mask(url)
    expect(mask(once)).toBe(once)
  })
})

test('every kind of receiver is registered under its own name', () => {
  expect(Object.keys(receivers).toSorted()).toEqual([...receiverKinds].toSorted())
  for (const kind of receiverKinds) expect(receivers[kind].kind).toBe(kind)
})
