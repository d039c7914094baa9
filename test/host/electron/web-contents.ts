import { EventEmitter } from 'node:events'
import { originOf, toAppUrl } from '../browser/app-url.ts'
import type { PageBounds } from '../browser/pages.ts'
import type { CdpSession } from '../browser/cdp.ts'
import { electronVersion } from '../electron-package.ts'
import { messageOf, say } from '../log.ts'
import type { PageRequest } from '../page/isolated-world.ts'
import { readPreload } from '../page/scripts.ts'
import { app } from './app.ts'
import { createEvent } from './events.ts'
import { loud } from './loud.ts'
import { createNavigation } from './navigation.ts'
import { nativeTheme } from './native-theme.ts'
import { createPageIpc } from './page-ipc.ts'
import { type Page, setUpPage } from './page-setup.ts'
import { createPageScript } from './page-script.ts'
import { type HostedContents, registry } from './registry.ts'
import { defaultSession, permitPage } from './session.ts'
import { forwardConsole } from './web-contents-console.ts'

/** The window around a page. */
export interface Owner {
  bounds: () => PageBounds
  attached: (targetId: string) => Promise<void>
  readyToShow: () => void
  measured: (size: { width: number; height: number }) => void
  titleChanged: (title: string) => void
  /** The page asks to be closed (window.close). */
  close: () => void
  /** The page is gone, by our doing or by the user's click on the window's own button. */
  gone: () => void
}

export interface Contents extends HostedContents {
  page: Promise<Page>
  load: (url: string) => Promise<void>
  mayUnload(): Promise<boolean>
  targetId(): string | undefined
  destroy(): void
}

let lastId = 0

export function createContents(owner: Owner, preferences: Electron.WebPreferences): Contents {
  const id = ++lastId
  const events = new EventEmitter().setMaxListeners(0)
  const frames = new Set<string>()
  let targetId: string | undefined
  let destroyed = false
  let crashed = false
  let title = ''
  let zoomLevel = 0
  let openHandler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] | undefined

  const page = openPage()
  page.catch((error: unknown) => {
    if (!destroyed) say(`the window could not be opened: ${messageOf(error)}`)
    destroy()
  })
  const navigation = createNavigation({
    events,
    page,
    onNavigated: () => void permitPage(contents),
    onLoaded: owner.readyToShow,
  })
  const ipc = createPageIpc({
    events,
    origin: (url) => ({ sender: api, senderFrame: createFrame(() => url), processId: id, frameId: 1 }),
    onRequest,
    onTitle: (next) => {
      title = next
      owner.titleChanged(next)
    },
    onPreloadError: (error) => events.emit('preload-error', createEvent(), preferences.preload, error),
  })
  const script = createPageScript(page)

  async function openPage(): Promise<Page> {
    const { browser } = registry
    if (!browser) throw new Error('Cannot create BrowserWindow before app is ready')
    targetId = await browser.pages.open(owner.bounds())
    if (destroyed) {
      void browser.pages.close(targetId)
      throw new Error('closed')
    }
    const opened = await setUpPage(browser, targetId, {
      preload: preferences.preload ?? '',
      preloadCode: preloadCode(),
      userAgent: `${browser.userAgent} ${app.getName().replaceAll(' ', '')}/${app.getVersion()} Electron/${electronVersion}`,
      listen,
    })
    await owner.attached(targetId)
    emulateTheme(opened.session, nativeTheme.themeSource)
    return opened
  }

  function preloadCode(): string {
    const file = preferences.preload
    if (file === undefined) return ''
    try {
      return readPreload(file)
    } catch (error) {
      events.emit('preload-error', createEvent(), file, error)
      return `console.error(${JSON.stringify(`Unable to load preload script: ${file}\n${messageOf(error)}`)})`
    }
  }

  function listen(session: CdpSession, frameId: string) {
    frames.add(frameId)
    session.on('Page.frameAttached', (frame) => void frames.add(frame.frameId))
    session.on('Page.frameDetached', (frame) => {
      // A frame that moves to another process is "swapped" and lives on.
      if (frame.reason === 'remove') frames.delete(frame.frameId)
    })
    session.on('Inspector.targetCrashed', () => {
      crashed = true
      const details = { reason: 'crashed', exitCode: 1 }
      events.emit('render-process-gone', createEvent(), details)
      app.emit('render-process-gone', createEvent(), api, details)
    })
    session.on('Page.frameResized', () => void measure())
    session.onDetached(destroy)
    ipc.watch(session, frameId)
    navigation.watch(session, frameId)
    forwardConsole(session, events)
  }

  async function measure() {
    // Without a display the size is what main asked for, and nobody else changes it.
    if (registry.browser?.headless) return
    const size = await script.evaluate('({ width: innerWidth, height: innerHeight })').catch(() => undefined)
    if (size !== undefined) owner.measured(size as { width: number; height: number })
  }

  function onRequest(request: PageRequest) {
    if (request.type === 'close') owner.close()
    else if (request.type === 'navigate') navigation.loadFromPage(request.url)
    else openWindow(toAppUrl(request.url), request.frameName, request.features)
  }

  function openWindow(url: string, frameName: string, features: string) {
    const referrer = { url: toAppUrl(navigation.url()), policy: 'strict-origin-when-cross-origin' as const }
    const details = { url, frameName, features, referrer, disposition: 'foreground-tab' as const }
    const answer = openHandler?.(details) ?? { action: 'allow' }
    if (answer.action !== 'deny') say(`a page's window.open is not emulated, ${url} stays closed`)
  }

  function createFrame(url: () => string): Electron.WebFrameMain {
    const frame: Electron.WebFrameMain = loud('WebFrameMain', {
      get url() {
        return url()
      },
      get origin() {
        return originOf(url())
      },
      get top() {
        return frame
      },
      parent: null,
      name: '',
      detached: false,
      processId: id,
      routingId: 1,
      frameTreeNodeId: id,
      isDestroyed: () => destroyed,
    } satisfies Partial<Electron.WebFrameMain>) as unknown as Electron.WebFrameMain
    return frame
  }

  function destroy() {
    if (destroyed) return
    destroyed = true
    registry.contents.delete(id)
    navigation.abort()
    events.emit('destroyed')
    owner.gone()
  }

  const methods = {
    id,
    session: defaultSession as unknown as Electron.Session,
    mainFrame: createFrame(() => toAppUrl(navigation.url())),
    getURL: () => toAppUrl(navigation.url()),
    getTitle: () => title,
    loadURL: navigation.load,
    reload: () => void navigation.reload().catch(() => {}),
    send: ipc.send,
    executeJavaScript: script.evaluate,
    setWindowOpenHandler: (handler) => {
      openHandler = handler
    },
    getLastWebPreferences: () => preferences,
    isDestroyed: () => destroyed,
    isCrashed: () => crashed,
    isLoading: () => !navigation.hasDocument(),
    close: (options) => {
      const close = async () => {
        if (!options?.waitForBeforeUnload || (await contents.mayUnload())) owner.close()
      }
      void close()
    },
    openDevTools: () => say('developer tools are not emulated; open chrome://inspect in a browser instead'),
    isDevToolsOpened: () => false,
    getZoomLevel: () => zoomLevel,
    setZoomLevel: (level) => {
      zoomLevel = level
      script.setZoom(1.2 ** level)
    },
    getZoomFactor: () => 1.2 ** zoomLevel,
    setZoomFactor: (factor) => {
      zoomLevel = Math.log(factor) / Math.log(1.2)
      script.setZoom(factor)
    },
    getUserAgent: () => registry.browser?.userAgent ?? '',
  } satisfies Partial<Electron.WebContents> & { getLastWebPreferences(): Electron.WebPreferences }
  const api = loud('webContents', Object.assign(events, methods)) as unknown as Electron.WebContents

  const contents: Contents = {
    id,
    api,
    page,
    load: navigation.load,
    url: navigation.url,
    hasFrame: (frameId) => frames.has(frameId),
    isMainFrame: (frameId) => frames.values().next().value === frameId,
    mayNavigate: navigation.mayNavigate,
    expectNavigation: navigation.expect,
    mayUnload: async () => {
      if (!navigation.hasDocument() || crashed || (await script.mayUnload())) return true
      const event = createEvent()
      events.emit('will-prevent-unload', event)
      return event.defaultPrevented
    },
    emulateTheme: (theme) => {
      page.then(({ session }) => emulateTheme(session, theme)).catch(() => {})
    },
    targetId: () => targetId,
    destroy,
  }
  registry.contents.set(id, contents)
  return contents
}

function emulateTheme(session: CdpSession, theme: 'system' | 'light' | 'dark') {
  const features = theme === 'system' ? [] : [{ name: 'prefers-color-scheme', value: theme }]
  session.send('Emulation.setEmulatedMedia', { features }).catch(() => {})
}

export const webContents = loud('webContents', {
  getAllWebContents: () => Array.from(registry.contents.values(), ({ api }) => api),
  fromId: (id: number) => registry.contents.get(id)?.api,
  fromDevToolsTargetId: (targetId: string) =>
    [...registry.contents.values()].find((contents) => contents.isMainFrame(targetId))?.api,
} satisfies Partial<Record<keyof typeof Electron.WebContents, unknown>>)
