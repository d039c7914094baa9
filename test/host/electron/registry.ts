import type { Browser } from '../browser/browser.ts'

/** A window's page, as the parts that serve all pages see it. */
export interface HostedContents {
  id: number
  url(): string
  hasFrame(frameId: string): boolean
  isMainFrame(frameId: string): boolean
  /** Tells whether a document may be loaded; the page's listeners may say no. */
  mayNavigate(navigation: { url: string; isMainFrame: boolean; isRedirect: boolean }): boolean
  /** A DevTools client is about to lead the page elsewhere. */
  expectNavigation(command: string, url: string | undefined): void
  emulateTheme(theme: 'system' | 'light' | 'dark'): void
  api: Electron.WebContents
}

export interface HostedWindow {
  contents: HostedContents
  api: Electron.BrowserWindow
}

/** What exists in this process; Electron too has one of each. */
export const registry = {
  browser: undefined as Browser | undefined,
  windows: new Set<HostedWindow>(),
  focused: undefined as HostedWindow | undefined,
  contents: new Map<number, HostedContents>(),
  /** Electron's switches: the command line's, and what app.commandLine appended. */
  switches: new Map<string, string>(),
  ready: false,
}

export const contentsOfFrame = (frameId: string) =>
  [...registry.contents.values()].find((contents) => contents.hasFrame(frameId))
