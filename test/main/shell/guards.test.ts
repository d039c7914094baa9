import { expect, test, vi } from 'vitest'
import { denyNavigation, type NavigationGuard } from '../../../main/shell/navigation.ts'
import { makeOpenExternal } from '../../../main/shell/open-external.ts'
import { denyPermissions, type PermissionGuard } from '../../../main/shell/permissions.ts'
import { allowOnlyOwnRequests, type RequestGuard } from '../../../main/shell/requests.ts'
import { lockedWebPreferences } from '../../../main/shell/web-preferences.ts'

const elsewhere = [
  'https://evil.example/',
  'http://evil.example/',
  'file:///etc/passwd',
  'app://evil/index.html',
  'app://ui.evil/',
  'app:index.html',
  'data:text/html,x',
  'blob:app://ui/1',
  'javascript:alert(1)',
  'about:blank',
  'chrome://gpu',
  'devtools://devtools/bundled/x',
  'ws://evil.example/',
  'ftp://evil.example/',
  '',
]

test('checklist 1: only the page’s own files are requested', () => {
  const ask = guardRequests(false)
  expect(ask('app://ui/index.html')).toBe('let through')
  expect(elsewhere.map(ask)).toEqual(elsewhere.map(() => 'cancelled'))
})

test('checklist 1: developer tools load theirs in development only', () => {
  expect(guardRequests(true)('devtools://devtools/bundled/x')).toBe('let through')
  expect(guardRequests(true)('https://evil.example/')).toBe('cancelled')
})

function guardRequests(allowDevTools: boolean) {
  let listen: Parameters<RequestGuard['webRequest']['onBeforeRequest']>[0] | undefined
  allowOnlyOwnRequests({ webRequest: { onBeforeRequest: (listener) => void (listen = listener) } }, { allowDevTools })
  return (url: string) => {
    let answer = 'not answered'
    listen?.({ url }, ({ cancel }) => void (answer = cancel ? 'cancelled' : 'let through'))
    return answer
  }
}

const preferences = lockedWebPreferences('/preload.cjs')

test('checklist 2: no Node in the page, its frames and its workers', () => {
  expect(preferences).toMatchObject({
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
  })
})
test('checklist 3: the preload has a world of its own', () => {
  expect(preferences.contextIsolation).toBe(true)
})
test('checklist 4: the page is sandboxed', () => {
  expect(preferences.sandbox).toBe(true)
})
test('checklist 6: web security is on', () => {
  expect(preferences.webSecurity).toBe(true)
})
test('checklist 8: no insecure content', () => {
  expect(preferences.allowRunningInsecureContent).toBe(false)
})
test('checklist 9: no experimental features', () => {
  expect(preferences.experimentalFeatures).toBe(false)
})
test('checklist 10: no Blink features switched on', () => {
  expect(Object.keys(preferences).filter((name) => /blink/i.test(name))).toEqual([])
})
test('checklist 11: no webview tag', () => {
  expect(preferences.webviewTag).toBe(false)
})
test('the web preferences are these and no others: a new one is to be thought about', () => {
  expect(preferences).toEqual({
    preload: '/preload.cjs',
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    contextIsolation: true,
    sandbox: true,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    plugins: false,
    spellcheck: false,
  })
})

test('checklist 5: each way of asking for a permission is answered with no', () => {
  const answers: unknown[] = []
  let download: ((event: { preventDefault(): void }) => void) | undefined
  const session: PermissionGuard = {
    setPermissionRequestHandler: (ask) => {
      for (const permission of [
        'media',
        'geolocation',
        'notifications',
        'clipboard-read',
        'openExternal',
        'fullscreen',
        'new',
      ])
        ask({}, permission, (granted) => answers.push(granted))
    },
    setPermissionCheckHandler: (check) => void answers.push(check()),
    setDevicePermissionHandler: (check) => void answers.push(check()),
    setDisplayMediaRequestHandler: (choose) => choose({}, (streams) => answers.push(Object.keys(streams).length > 0)),
    on: (_event, listener) => void (download = listener),
  }
  denyPermissions(session)
  expect(answers).toEqual(Array.from({ length: 10 }, () => false))
  const preventDefault = vi.fn()
  download?.({ preventDefault })
  expect(preventDefault).toHaveBeenCalledOnce()
})

type GuardListener = (event: { preventDefault(): void; url: string; isMainFrame: boolean }, url: string) => void

function guardContents() {
  const listeners = new Map<string, GuardListener>()
  const opened: string[] = []
  let openWindow: Parameters<NavigationGuard['setWindowOpenHandler']>[0] | undefined
  const contents: NavigationGuard = {
    on: (event: string, listener: GuardListener) => void listeners.set(event, listener),
    setWindowOpenHandler: (handler) => void (openWindow = handler),
  }
  denyNavigation(contents, async (url) => opened.push(url) > 0)
  const happens = (event: string, url: string) => {
    const preventDefault = vi.fn()
    listeners.get(event)?.({ preventDefault, url, isMainFrame: true }, url)
    return preventDefault.mock.calls.length === 1 ? 'denied' : 'allowed'
  }
  return { happens, opened, openWindow: (url: string) => openWindow?.({ url }) }
}

test.for(['will-attach-webview'])('checklist 12: %s is denied', (event) => {
  expect(guardContents().happens(event, '')).toBe('denied')
})

test.for(['will-navigate', 'will-frame-navigate', 'will-redirect'])(
  'checklist 13: %s is denied, wherever it leads',
  (event) => {
    const { happens } = guardContents()
    const targets = [...elsewhere, 'app://ui/other.html', 'app://ui/index.html?x']
    expect(targets.map((url) => happens(event, url))).toEqual(targets.map(() => 'denied'))
  },
)

test('checklist 13: the page may load itself anew, but is not redirected to itself', () => {
  const { happens, opened } = guardContents()
  expect(['will-frame-navigate', 'will-navigate'].map((event) => happens(event, 'app://ui/index.html'))).toEqual([
    'allowed',
    'allowed',
  ])
  expect(happens('will-redirect', 'app://ui/index.html')).toBe('denied')
  expect(opened).toEqual([])
})

test('checklist 13: a followed https link opens in the browser once, anything else nowhere', () => {
  const { happens, opened } = guardContents()
  for (const url of elsewhere)
    for (const event of ['will-frame-navigate', 'will-navigate', 'will-redirect']) happens(event, url)
  expect(opened).toEqual(['https://evil.example/'])
})

test('checklist 14: no window is opened, and only https goes to the browser', () => {
  const { openWindow, opened } = guardContents()
  expect(elsewhere.map(openWindow)).toEqual(elsewhere.map(() => ({ action: 'deny' })))
  expect(opened).toEqual(['https://evil.example/'])
})

function externals(agree: boolean, shellFails = false) {
  const opened: string[] = []
  const asked: string[] = []
  const log = { warn: vi.fn<(message: string, facts: { scheme: string }) => void>() }
  const open = makeOpenExternal({
    shell: {
      openExternal: async (url) => {
        if (shellFails) throw new Error('no browser')
        opened.push(url)
      },
    },
    confirm: async (host) => {
      asked.push(host)
      return agree
    },
    log,
  })
  return { open, opened, asked, log }
}

test.for([
  ...elsewhere.filter((url) => !url.startsWith('https:')),
  'HTTP://castellan.ai',
  ' javascript:alert(1)',
  'ms-msdt:/id',
  'smb://host/share',
  'https://castellan.ai@evil.example/',
  'https://user:pass@castellan.ai/',
  '//castellan.ai',
  'https://',
])('checklist 15: %j is not opened, and nobody is asked about it', async (url) => {
  const { open, opened, asked, log } = externals(true)
  expect(await open(url)).toBe(false)
  expect([opened, asked]).toEqual([[], []])
  expect(log.warn).toHaveBeenCalledOnce()
})

test.for([
  'https://castellan.ai/webhooks',
  'https://castellan.ai.evil.example/',
  'https://evil.example/?castellan.ai',
  'https://castellan.ai:8443/',
  'https://саstellan.ai/',
])('checklist 15: %s is shown with its host first, and not opened without consent', async (url) => {
  const { open, opened, asked } = externals(false)
  expect(await open(url)).toBe(false)
  expect(opened).toEqual([])
  expect(asked).toEqual([new URL(url).host])
  const agreed = externals(true)
  expect(await agreed.open(url)).toBe(true)
  expect(agreed.opened).toEqual([new URL(url).href])
})

test('checklist 15: 20,000 random strings open nothing but https', async () => {
  const { open, opened } = externals(true)
  const pieces = [
    'https:',
    'http:',
    'file:',
    '//',
    '/',
    '\\',
    '@',
    ':',
    '#',
    '?',
    'a.example',
    '%00',
    '\n',
    '\t',
    ' ',
    'javascript:',
    '\u202e',
    '[::1]',
  ]
  let seed = 42
  const next = () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648)
  for (let index = 0; index < 20_000; index += 1)
    await open(Array.from({ length: 1 + (next() % 6) }, () => pieces[next() % pieces.length]).join(''))
  expect(opened.filter((url) => !/^https:\/\/[^@]+$/.test(url.split(/[/?#]/, 3).join('/')))).toEqual([])
  expect(opened.length).toBeGreaterThan(0)
})

test('a system without a browser is logged, not thrown', async () => {
  const { open, log } = externals(true, true)
  expect(await open('https://castellan.ai/')).toBe(false)
  expect(log.warn).toHaveBeenCalledOnce()
})
