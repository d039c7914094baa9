import type { EventEmitter } from 'node:events'
import type { Protocol } from '../browser/cdp.ts'
import type { PageBounds } from '../browser/pages.ts'
import { debug } from '../log.ts'
import type { Page } from './page-setup.ts'
import { registry } from './registry.ts'
import { workArea } from './screen.ts'

type WindowState = Protocol.Browser.WindowState

/** A window's place, size and state. Sizes are the content's: the frame around it is the window manager's. */
export function createGeometry(options: Electron.BrowserWindowConstructorOptions, events: EventEmitter) {
  const width = options.width ?? 800
  const height = options.height ?? 600
  const minimum = { width: options.minWidth ?? 0, height: options.minHeight ?? 0 }
  // Centred, as in Electron.
  const x = options.x ?? Math.max(0, Math.round((workArea.width - width) / 2))
  const y = options.y ?? Math.max(0, Math.round((workArea.height - height) / 2))
  let bounds: PageBounds = { x, y, width, height }
  let state: WindowState = 'normal'
  let hidden = false
  let windowId: number | undefined

  async function apply() {
    const { browser } = registry
    if (windowId === undefined || !browser) return
    const { x: left, y: top, ...size } = bounds
    try {
      if (browser.frameless) {
        await browser.root.send('Browser.setWindowBounds', { windowId, bounds: { left, top, ...size } })
        return
      }
      await browser.root.send('Browser.setWindowBounds', { windowId, bounds: { left, top } })
      await browser.root.send('Browser.setContentsSize', { windowId, ...size })
    } catch (error) {
      debug('bounds', String(error))
    }
  }

  function setWindowState(windowState: WindowState) {
    if (windowId === undefined) return
    registry.browser?.root
      .send('Browser.setWindowBounds', { windowId, bounds: { windowState } })
      .catch((error: unknown) => debug('window state', String(error)))
  }

  function change(next: WindowState, event: string) {
    if (state === next) return
    state = next
    setWindowState(next)
    events.emit(event)
  }

  function setBounds(wanted: Partial<PageBounds>) {
    const before = bounds
    const { x: left, y: top, ...size } = { ...bounds, ...wanted }
    bounds = {
      x: Math.round(left),
      y: Math.round(top),
      width: Math.max(Math.round(size.width), minimum.width),
      height: Math.max(Math.round(size.height), minimum.height),
    }
    void apply()
    if (bounds.width !== before.width || bounds.height !== before.height) events.emit('resize')
    if (bounds.x !== before.x || bounds.y !== before.y) events.emit('move')
  }

  const methods = {
    getBounds: () => ({ ...bounds }),
    getNormalBounds: () => ({ ...bounds }),
    getContentBounds: () => ({ ...bounds }),
    setBounds,
    getSize: () => [bounds.width, bounds.height],
    setSize: (nextWidth, nextHeight) => setBounds({ width: nextWidth, height: nextHeight }),
    getPosition: () => [bounds.x, bounds.y],
    setPosition: (left, top) => setBounds({ x: left, y: top }),
    getMinimumSize: () => [minimum.width, minimum.height],
    minimize: () => change('minimized', 'minimize'),
    restore: () => change('normal', 'restore'),
    isMinimized: () => state === 'minimized',
    maximize: () => change('maximized', 'maximize'),
    unmaximize: () => change('normal', 'unmaximize'),
    isMaximized: () => state === 'maximized',
    isFullScreen: () => state === 'fullscreen',
    isNormal: () => state === 'normal',
  } satisfies Partial<Electron.BrowserWindow>

  return {
    methods,
    bounds: () => bounds,
    attach: async (targetId: string) => {
      const found = await registry.browser?.root.send('Browser.getWindowForTarget', { targetId })
      windowId = found?.windowId
      await apply()
      if (state !== 'normal') setWindowState(state)
    },
    /** The user, or a window manager, gave the window another size. */
    measured: (size: { width: number; height: number }) => {
      if (state !== 'normal' || hidden || (size.width === bounds.width && size.height === bounds.height)) return
      bounds = { ...bounds, ...size }
      events.emit('resize')
    },
    /** Chromium has no hidden windows; a minimized one is the nearest. */
    hide: () => {
      hidden = true
      setWindowState('minimized')
    },
    bringForward: (page: Promise<Page>) => {
      if (hidden) setWindowState(state)
      else if (state === 'minimized') change('normal', 'restore')
      hidden = false
      page.then(({ session }) => session.send('Page.bringToFront')).catch(() => {})
    },
  }
}
