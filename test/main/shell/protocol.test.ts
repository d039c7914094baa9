import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CustomScheme } from 'electron'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contentSecurityPolicy } from '../../../main/shell/csp.ts'
import { listPageFiles, type PageFiles } from '../../../main/shell/page-files.ts'
import { answerRequest, pageUrl, registerPageScheme } from '../../../main/shell/protocol.ts'
import { makeTempDir } from '../../support/temp-dir.ts'

const folder = makeTempDir()
const page = join(folder.path, 'renderer')
let files: PageFiles

beforeAll(() => {
  mkdirSync(join(page, 'assets'), { recursive: true })
  writeFileSync(join(page, 'index.html'), '<!doctype html>')
  writeFileSync(join(page, 'assets', 'index-a_B-1.js'), 'export {}')
  writeFileSync(join(page, 'assets', 'index.js.map'), '{}')
  writeFileSync(join(page, '.env'), 'SECRET=1')
  writeFileSync(join(page, '.hidden.js'), '1')
  writeFileSync(join(folder.path, 'secrets.key'), 'key')
  writeFileSync(join(folder.path, 'outside.js'), 'key')
  symlinkSync(join(folder.path, 'outside.js'), join(page, 'link.js'))
  symlinkSync(folder.path, join(page, 'up'))
  files = listPageFiles(page)
})
afterAll(() => folder.remove())

const get = (url: string, method = 'GET') => answerRequest(files, { url, method })

test('the scheme is standard and secure, and can no more than that (checklist 18)', () => {
  const registered: CustomScheme[] = []
  registerPageScheme({ registerSchemesAsPrivileged: (schemes) => void registered.push(...schemes) })
  expect(registered).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true } }])
})

test('the list holds the page’s files and no maps, dot files or links', () => {
  expect([...files.keys()].toSorted()).toEqual(['/assets/index-a_B-1.js', '/index.html'])
})

test('a missing page is an error at the start, not an empty window', () => {
  expect(() => listPageFiles(join(folder.path, 'nowhere'))).toThrow(/ENOENT/)
})

test('a file of the page is served with its type', async () => {
  const html = await get(pageUrl)
  expect([html.status, html.headers.get('content-type'), await html.text()]).toEqual([
    200,
    'text/html; charset=utf-8',
    '<!doctype html>',
  ])
  const script = await get('app://ui/assets/index-a_B-1.js')
  expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8'])
})

describe('every answer, also a refusal,', () => {
  test.for([
    ['a file', pageUrl, 'GET'],
    ['a 404', 'app://ui/nope', 'GET'],
    ['a 405', pageUrl, 'POST'],
  ] as const)('carries the CSP and its companions: %s (checklist 7)', async ([, url, method]) => {
    const { headers } = await get(url, method)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
  })
})

test.for([
  'app://ui/../secrets.key',
  'app://ui/../../secrets.key',
  'app://ui/%2e%2e/secrets.key',
  'app://ui/..%2fsecrets.key',
  'app://ui/%2e%2e%2f%2e%2e%2fetc/passwd',
  'app://ui/..%5csecrets.key',
  'app://ui/..\\secrets.key',
  'app://ui/%252e%252e/secrets.key',
  'app://ui/assets/../../secrets.key',
  'app://ui/..;/secrets.key',
  'app://ui/....//secrets.key',
  'app://ui/\u2025/secrets.key',
  'app://ui//etc/passwd',
  'app://ui/etc/passwd',
  'app://ui/C:/Windows/win.ini',
  'app://ui/C:%5CWindows%5Cwin.ini',
  'app://ui///server/share/file.js',
  'app://ui/%5C%5Cserver%5Cshare',
  'app://ui/index.html%00.js',
  'app://ui/index.html::$DATA',
  'app://ui/index.html.',
  'app://ui/index.html%20',
  'app://ui/INDEX.HTML',
  'app://ui/ASSETS/index-a_B-1.js',
  'app://ui/assets',
  'app://ui/assets/',
  'app://ui/',
  'app://ui',
  'app://ui/.env',
  'app://ui/.hidden.js',
  'app://ui/link.js',
  'app://ui/up/secrets.key',
  'app://ui/up/outside.js',
  'app://ui/assets/index.js.map',
  'app://ui/__proto__',
  'app://ui/constructor',
  'app://evil/index.html',
  'app://ui.evil/index.html',
  'app://ui:80/index.html',
  'app://user@ui/index.html',
  'app://user:pass@ui/index.html',
  'app:///index.html',
  'app:index.html',
  'file:///etc/passwd',
  'https://ui/index.html',
  'nonsense',
  '',
])('%j is not served (checklist 18)', async (url) => {
  const answer = await get(url)
  expect(answer.status).toBe(404)
  expect(await answer.text()).toBe('')
})

test.for(['POST', 'PUT', 'HEAD', 'OPTIONS', 'get'])('%s is not answered', async (method) => {
  expect((await get(pageUrl, method)).status).toBe(405)
})
