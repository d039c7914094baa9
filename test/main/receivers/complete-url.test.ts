import { expect, test } from 'vitest'
import { completeUrl } from '../../../main/receivers/complete-url.ts'

const wanted = expect.stringContaining('/_bulk?filter_path=errors,')

test.for([
  ['what Elasticsearch takes, with an API key', 'https://h.example:9200/castellan', { mode: 'api_key' }, wanted],
  ['what it takes with user and password', 'https://h.example:9243/', { mode: 'basic' }, wanted],
  [
    'nothing for Elastic Agent with a secret header',
    'https://h.example:9200/castellan',
    { mode: 'agent_header' },
    null,
  ],
  ['nor with user and password', 'https://h.example:9200/c?a=b', { mode: 'agent_basic' }, null],
  ['where nothing is chosen, what is initially', 'https://h.example:9200/', {}, wanted],
] as const)('Elastic’s URL is completed to %s', ([, url, fields, completed]) => {
  expect(completeUrl('elastic', url, fields)).toEqual(completed ?? url)
})

test('a URL that is none of the receiver’s stays, and so does one of which nothing is known', () => {
  expect(completeUrl('zendesk', 'https://gateway.example/zd', {})).toBe('https://gateway.example/zd')
  expect(completeUrl('custom', 'https://h.example:9200/', {})).toBe('https://h.example:9200/')
  expect(completeUrl('zendesk', 'https://acme.zendesk.com/', {})).toBe('https://acme.zendesk.com/api/v2/tickets')
})
