import type { BrowserWindowConstructorOptions } from 'electron'
import { changeChannel } from '../../preload/contract/bridge.ts'
import type { ChangeMessage } from '../../preload/contract/changes.ts'
import { type CrashingContents, reloadAfterCrash } from './page-recovery.ts'
import { pageUrl } from './protocol.ts'
import { backgroundFor } from './theme.ts'
import { lockedWebPreferences } from './web-preferences.ts'
import { placeWindow, type Rectangle, smallest, type WindowState } from './window-state.ts'

/** The part of Electron's BrowserWindow that is used. */
export type AppWindow = {
  webContents: CrashingContents & { readonly id: number; send(channel: string, message: ChangeMessage): void }
  once(event: 'ready-to-show', listener: () => void): unknown
  on(event: 'close', listener: () => void): unknown
  on(event: 'closed', listener: () => void): unknown
  loadURL(url: string): Promise<void>
  isDestroyed(): boolean
  isMinimized(): boolean
  isMaximized(): boolean
  getNormalBounds(): Rectangle
  maximize(): void
  restore(): void
  show(): void
  focus(): void
}

export type WindowOptions = {
  create: (options: BrowserWindowConstructorOptions) => AppWindow
  /** Work areas of the displays, the primary first. */
  workAreas: () => Rectangle[]
  dark: () => boolean
  place: { read: () => unknown; write: (state: WindowState) => void }
  /** Absolute path of the built preload. */
  preload: string
  title: string
  /** A page begins to load: one that was there is no more. */
  pageLoads: () => void
  now: () => number
  log: {
    warn(message: string, facts: Record<string, string | number>): void
    error(message: string, error: unknown): void
  }
}

/** The one window. Nothing is shown until `show`; it may be closed and shown again while deliveries run on. */
export function openMainWindow(options: WindowOptions) {
  const { create, workAreas, dark, place, preload, title, pageLoads, now, log } = options
  let window: AppWindow | null = null
  const contents = new Set<number>()

  const open = () => {
    const { bounds, maximized } = placeWindow(place.read(), workAreas())
    const opened = create({
      ...bounds,
      minWidth: smallest.width,
      minHeight: smallest.height,
      title,
      backgroundColor: backgroundFor(dark()),
      // Shown once it has painted, so that no white flash precedes it.
      show: false,
      autoHideMenuBar: true,
      webPreferences: lockedWebPreferences(preload),
    })
    const { id } = opened.webContents
    contents.add(id)
    reloadAfterCrash(opened.webContents, { pageLoads, now, log })
    opened.once('ready-to-show', () => (maximized ? opened.maximize() : opened.show()))
    opened.on('close', () => place.write({ bounds: opened.getNormalBounds(), maximized: opened.isMaximized() }))
    opened.on('closed', () => {
      contents.delete(id)
      if (window === opened) window = null
    })
    pageLoads()
    opened.loadURL(pageUrl).catch((error: unknown) => log.error('the page could not be loaded', error))
    return opened
  }

  return {
    /** Opens the window, or brings the open one to the front. */
    show: (): void => {
      if (!window || window.isDestroyed()) {
        window = open()
        return
      }
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
    /** Tells the page; without a window the message is dropped, for the next one starts with a snapshot. */
    send: (message: ChangeMessage): void => {
      if (window && !window.isDestroyed()) window.webContents.send(changeChannel, message)
    },
    /** Ids of the web contents to be trusted. */
    contents: (): ReadonlySet<number> => contents,
  }
}
