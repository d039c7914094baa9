import type { EventEmitter } from 'node:events'
import { toAppUrl, toBrowserUrl } from '../browser/app-url.ts'
import type { CdpSession } from '../browser/cdp.ts'
import { isBlank } from '../browser/pages.ts'
import { createEvent } from './events.ts'

interface NavigationOptions {
  events: EventEmitter
  page: Promise<{ session: CdpSession }>
  onNavigated: () => void
  onLoaded: () => void
}

const errorNumbers: Readonly<Record<string, number>> = {
  ERR_ABORTED: -3,
  ERR_FILE_NOT_FOUND: -6,
  ERR_BLOCKED_BY_CLIENT: -20,
  ERR_CONNECTION_REFUSED: -102,
  ERR_NAME_NOT_RESOLVED: -105,
  ERR_INTERNET_DISCONNECTED: -106,
  ERR_INVALID_URL: -300,
  ERR_UNKNOWN_URL_SCHEME: -302,
}

const withoutHash = (url: string) => url.split('#')[0] ?? url

function loadError(errorText: string, url: string) {
  const code = errorText.replace(/^net::/, '')
  const errno = errorNumbers[code] ?? -2
  return Object.assign(new Error(`${code} (${errno}) loading '${toAppUrl(url)}'`), { code, errno, url: toAppUrl(url) })
}

/** Which document a page shows, and Electron's events about how it came there. URLs in here are the browser's. */
export function createNavigation({ events, page, onNavigated, onLoaded }: NavigationOptions) {
  const loads = new Map<string, PromiseWithResolvers<void>>()
  let url = ''
  /** The document that main or a test asked for, '*' where its URL is not known. */
  let asked: string | undefined
  let requested = false
  let shown: string | undefined
  let finished: string | undefined

  async function load(target: string): Promise<void> {
    const { session } = await page
    requested = true
    asked = withoutHash(target)
    const { loaderId, errorText } = await session.send('Page.navigate', { url: target })
    if (errorText) {
      const error = loadError(errorText, target)
      events.emit('did-fail-load', createEvent(), error.errno, error.code, error.url, true, 1, 1)
      throw error
    }
    // Without a loader it is the same document; a fast load may be over by now.
    if (!loaderId || loaderId === finished) return
    const loading = Promise.withResolvers<void>()
    loads.set(loaderId, loading)
    await loading.promise
  }

  function watch(session: CdpSession, frameId: string) {
    session.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId !== undefined || !requested || isBlank(frame.url)) return
      // Not back to the blank page the window was opened with.
      if (shown === undefined) session.send('Page.resetNavigationHistory').catch(() => {})
      shown = frame.loaderId
      url = frame.unreachableUrl ?? frame.url + (frame.urlFragment ?? '')
      onNavigated()
      if (!frame.unreachableUrl) events.emit('did-navigate', createEvent(), toAppUrl(url), 200, 'OK')
    })
    session.on('Page.navigatedWithinDocument', (change) => {
      if (change.frameId !== frameId) return
      url = change.url
      events.emit('did-navigate-in-page', createEvent(), toAppUrl(url), true, 1, 1)
    })
    session.on('Page.lifecycleEvent', ({ frameId: frame, loaderId, name }) => {
      if (frame !== frameId || loaderId !== shown) return
      if (name === 'DOMContentLoaded') events.emit('dom-ready', createEvent())
      if (name !== 'load') return
      finished = loaderId
      events.emit('did-finish-load', createEvent())
      loads.get(loaderId)?.resolve()
      loads.delete(loaderId)
      onLoaded()
    })
  }

  /** Electron reports what the page, its user or a redirect started, not what main asked for. */
  function mayNavigate(navigation: { url: string; isMainFrame: boolean; isRedirect: boolean }): boolean {
    const { isMainFrame, isRedirect } = navigation
    if (isMainFrame && !isRedirect && (asked === '*' || asked === withoutHash(navigation.url))) {
      asked = undefined
      return true
    }
    const event = createEvent({ url: toAppUrl(navigation.url), isSameDocument: false, isMainFrame })
    const names = isRedirect ? ['will-redirect'] : ['will-navigate', 'will-frame-navigate'].slice(isMainFrame ? 0 : 1)
    return names.every((name) => {
      events.emit(name, event, event.url, false, isMainFrame, 1, 1)
      return !event.defaultPrevented
    })
  }

  return {
    watch,
    mayNavigate,
    load: async (target: string) => await load(toBrowserUrl(target)),
    loadFromPage: (target: string) => {
      const wanted = { url: toBrowserUrl(target), isMainFrame: true, isRedirect: false }
      if (mayNavigate(wanted)) load(wanted.url).catch(() => {})
    },
    /** A test's page.goto() and page.reload() come from outside the page as well; neither knows of main. */
    expect: (command: string, target: string | undefined) => {
      if (command === 'Page.navigate' && target !== undefined) asked = withoutHash(target)
      else asked = command === 'Page.reload' ? withoutHash(url) : '*'
    },
    reload: async () => {
      asked = withoutHash(url)
      await (await page).session.send('Page.reload')
    },
    url: () => url,
    hasDocument: () => shown !== undefined,
    abort: () => {
      for (const loading of loads.values()) loading.reject(loadError('ERR_ABORTED', url))
      loads.clear()
    },
  }
}
