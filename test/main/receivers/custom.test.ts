import { describe, expect, test } from 'vitest'
import { custom } from '../../../main/receivers/custom.ts'
import { receivers } from '../../../main/receivers/index.ts'
import { receiverKinds } from '../../../preload/contract/receiver.ts'
import type { SecurityEvent } from '../../../preload/contract/event.ts'
import { renderBody } from '../../../main/templates/body.ts'
import { anEvent } from '../engine/samples.ts'

const render = (event: SecurityEvent) => renderBody(custom, null, event, {})
const mask = (url: string) => custom.mask(new URL(url))

describe('the body', () => {
  test('is the Standard Webhooks shape: id, type, timestamp and data, in that order, and nothing else', () => {
    const row = { ...anEvent(), seq: 7, source: 'manual' }
    const { contentType, body } = render(row)
    expect(contentType).toBe('application/json')
    expect(body).toBe(
      '{"id":"evt_1","type":"security.critical","timestamp":"2026-11-23T10:42:17.123Z",' +
        '"data":{"severity":"critical","title":"Credential dumping"}}',
    )
  })
  test('keeps all of the data, known or not, as it came', () => {
    const data = { agent: { id: 'a', tags: ['x', null, 1.5] }, 'own field': { deep: [{ ü: '攻' }] }, test: false }
    const { body } = render(anEvent(data))
    expect(JSON.parse(body)).toMatchObject({ data: { severity: 'critical', title: 'Credential dumping', ...data } })
  })
  test('no value can break it', () => {
    const title = '"},"type":"agent.online","x":{"\n\u2028\u0000\\'
    expect(JSON.parse(render(anEvent({ title })).body)).toMatchObject({
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
    [
      'a version is shown, a part with other digits is dots',
      'https://h.example/api/v2/t42',
      'https://h.example/api/v2/••••',
    ],
    ['a long number behind a v is no version', 'https://h.example/v12345678', 'https://h.example/••••'],
    [
      'long words are shown',
      'https://h.example/security-event-notifications',
      'https://h.example/security-event-notifications',
    ],
    ['slashes stay where they are', 'https://h.example//a//', 'https://h.example//a//'],
    ['letters beyond ASCII are dots', 'https://h.example/ü', 'https://h.example/••••'],
  ])('%s', ([, url, shown]) => expect(mask(url!)).toBe(shown))

  test.for([
    '/',
    '/hook',
    '/api/now/table/incident',
    '/services/collector/event',
    '/v1/events',
    '/api/v1.0/workspaces/abstract.instructions_in',
    '/triggers/manual/paths/invoke',
    '/SOC/IncomingWebhook/sendEvent',
    '/svc/request_queue/security-event-notifications',
  ])('an ordinary path is shown whole: %s', (path) => {
    expect(mask(`https://h.example${path}`)).toBe(`https://h.example${path}`)
  })

  test.for([
    ['Zapier', '/hooks/catch/', ['1234567', '3abcde1']],
    ['Slack, without digits', '/services/', ['TABCDEFGH', 'BABCDEFGH', 'XyZabCdEfGhIjKlMnOpQrStU']],
    ['a hook id of 16 characters', '/hook/', ['a1b2c3d4e5f6a7b8']],
    ['16 random letters', '/hook/', ['kqzvbnwmplxtrdcs', 'aqeoivtaejkoaeio']],
    ['32 letters of hex', '/', ['abcdefabcdefabcdefabcdefabcdefab']],
    ['short and mixed', '/api/webhooks/', ['aB3x']],
    ['letters in mixed case', '/', ['qWeRtYuI']],
    ['percent-encoded', '/in/', ['%61%62']],
    ['a file with a key for a name', '/', ['a8f3.json']],
  ] as const)('nothing of a key in the path is shown: %s', ([, path, keys]) => {
    const hidden = keys.map(() => '••••').join('/')
    expect(mask(`https://h.example${path}${keys.join('/')}/`)).toBe(`https://h.example${path}${hidden}/`)
  })

  test.for([
    'https://soar.example.com/hooks/castellan',
    'https://hooks.zapier.com/hooks/catch/1234567/3abcde1/?x9=1&sig=2',
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
