import { expect, test } from 'vitest'
import { createWebRequest, urlPattern } from './web-request.ts'

const request = { method: 'GET', referrer: '', resourceType: 'Document', isMainFrame: false, contents: undefined }

test.each([
  ['https://*/*', 'https://example.com/', true],
  ['https://*/*', 'http://example.com/', false],
  ['*://a.example/*', 'https://aXexample/', false],
  ['<all_urls>', 'app://ui/', true],
])('the pattern %s and %s: %s', (pattern, url, matches) => {
  expect(urlPattern(pattern).test(url)).toBe(matches)
})

test('the listener hears what its filter lets through, and its answer counts', async () => {
  const { api, ask } = createWebRequest(() => {})
  api.onBeforeRequest({ urls: ['https://*/*'], types: ['subFrame'] }, (_details, answer) => answer({ cancel: true }))
  expect(await ask({ ...request, url: 'https://example.com/' })).toEqual({ cancel: true })
  expect(await ask({ ...request, url: 'https://example.com/', isMainFrame: true })).toEqual({})
  expect(await ask({ ...request, url: 'app://ui/' })).toEqual({})
})
