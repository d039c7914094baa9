import { beforeAll, describe, expect, test } from 'vitest'
import { originOf, registerScheme, toAppUrl, toBrowserCsp, toBrowserText, toBrowserUrl } from './app-url.ts'

beforeAll(() => registerScheme('app'))

describe('a custom scheme on a browser that does not know it', () => {
  test.each(['app://ui/', 'app://ui/assets/index.js?v=1#top'])('%s goes there and back', (url) => {
    expect(toBrowserUrl(url)).toMatch(/^http:\/\/ui\.app\.castellan-host\.localhost\//)
    expect(toAppUrl(toBrowserUrl(url))).toBe(url)
  })

  test('other URLs are left alone', () => {
    for (const url of ['https://example.com/app://ui', 'file:///tmp/x', 'other://ui/'])
      expect(toBrowserUrl(url)).toBe(url)
  })

  test('URLs inside a message are mapped, words that look alike are not', () => {
    const message = '{"url":"app://ui/x","text":"myapp://ui application://x"}'
    expect(toBrowserText(message)).toBe(
      '{"url":"http://ui.app.castellan-host.localhost/x","text":"myapp://ui application://x"}',
    )
    expect(toAppUrl(toBrowserText(message))).toBe(message)
  })

  test('a policy that names the scheme names the mapped host', () => {
    expect(toBrowserCsp("script-src 'self' app://ui; img-src app: data:")).toBe(
      "script-src 'self' http://ui.app.castellan-host.localhost; img-src http://*.app.castellan-host.localhost data:",
    )
  })

  test('the origin is scheme and host', () => {
    expect([originOf('app://ui/x?y'), originOf('about:blank'), originOf('file:///x')]).toEqual([
      'app://ui',
      'null',
      'file://',
    ])
  })
})
