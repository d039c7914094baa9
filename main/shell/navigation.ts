import type { OpenExternal } from './open-external.ts'
import { pageUrl } from './protocol.ts'

type Preventable = { preventDefault(): void; url?: string; isMainFrame?: boolean }
/** The part of Electron's WebContents that can lead elsewhere. */
export type NavigationGuard = {
  on(event: 'will-navigate', listener: (event: Preventable, url: string) => void): unknown
  on(event: 'will-frame-navigate', listener: (event: Preventable) => void): unknown
  on(event: 'will-redirect', listener: (event: Preventable) => void): unknown
  on(event: 'will-attach-webview', listener: (event: Preventable) => void): unknown
  setWindowOpenHandler(handler: (details: { url: string }) => { action: 'deny' }): void
}

/**
 * For every web contents of the app, from its creation on: it stays on the page it was given. A link to the web opens in
 * the analyst's browser.
 */
export function denyNavigation(contents: NavigationGuard, openExternal: OpenExternal): void {
  // SECURITY (Electron checklist 13): the page never leaves itself; it may load itself anew, as *Try again* does.
  // will-navigate tells of the top frame once more, so the browser is asked there only.
  contents.on('will-frame-navigate', (event) => {
    if (event.url !== pageUrl || event.isMainFrame === false) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-navigate', (event, url) => {
    if (url === pageUrl) return
    event.preventDefault()
    if (url.startsWith('https:')) void openExternal(url)
  })
  // SECURITY (Electron checklist 12): no webview, with whatever options.
  contents.on('will-attach-webview', (event) => event.preventDefault())
  // SECURITY (Electron checklist 14): no second window of the page's making.
  contents.setWindowOpenHandler(({ url }) => {
    if (url.startsWith('https:')) void openExternal(url)
    return { action: 'deny' }
  })
}
