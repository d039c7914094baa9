import { EventEmitter } from 'node:events'
import { app } from './app.ts'
import { createEvent } from './events.ts'
import { closeWasPrevented, windowClosed } from './lifecycle.ts'
import { loud } from './loud.ts'
import { type HostedWindow, registry } from './registry.ts'
import { createContents } from './web-contents.ts'
import { createGeometry } from './window-geometry.ts'

let lastId = 0

function createWindow(options: Electron.BrowserWindowConstructorOptions = {}) {
  if (!registry.ready) throw new Error('Cannot create BrowserWindow before app is ready')
  const preferences = { contextIsolation: true, nodeIntegration: false, sandbox: true, ...options.webPreferences }
  if (!preferences.contextIsolation || preferences.nodeIntegration || !preferences.sandbox) {
    throw new Error('the Electron host does not emulate windows without sandbox and contextIsolation')
  }
  const id = ++lastId
  const events = new EventEmitter().setMaxListeners(0)
  let title = options.title ?? app.getName()
  let visible = options.show !== false
  let readyToShow = false
  let asking = false
  let closing = false
  let closed = false
  let menuBarVisible = true

  const geometry = createGeometry(options, events)
  const contents = createContents(
    {
      bounds: geometry.bounds,
      attached: geometry.attach,
      measured: geometry.measured,
      readyToShow: () => {
        if (readyToShow) return
        readyToShow = true
        events.emit('ready-to-show')
      },
      titleChanged: (next) => {
        const event = createEvent()
        events.emit('page-title-updated', event, next, true)
        if (!event.defaultPrevented) title = next
      },
      close: destroy,
      gone: () => {
        // By the native button: 'close' comes too late to be prevented.
        if (!closing && !asking) events.emit('close', createEvent())
        finish()
      },
    },
    preferences,
  )

  function destroy() {
    if (closing || closed) return
    closing = true
    const targetId = contents.targetId()
    const gone = targetId === undefined ? Promise.resolve() : registry.browser?.pages.close(targetId)
    void Promise.resolve(gone).then(() => contents.destroy())
  }

  function finish() {
    if (closed) return
    closed = true
    registry.windows.delete(self)
    if (registry.focused === self) registry.focused = undefined
    events.emit('closed')
    windowClosed()
  }

  async function close() {
    if (closing || closed) return
    const event = createEvent()
    events.emit('close', event)
    asking = true
    if (!event.defaultPrevented && (await contents.mayUnload())) destroy()
    else closeWasPrevented()
    asking = false
  }

  function blur() {
    if (registry.focused !== self) return
    registry.focused = undefined
    events.emit('blur')
    app.emit('browser-window-blur', createEvent(), api)
  }

  function focus() {
    if (closed || registry.focused === self) return
    registry.focused = self
    queueMicrotask(() => {
      if (registry.focused !== self) return
      events.emit('focus')
      app.emit('browser-window-focus', createEvent(), api)
    })
  }

  function show() {
    if (closed) return
    const appears = !visible
    visible = true
    geometry.bringForward(contents.page)
    if (appears) events.emit('show')
    focus()
  }

  const methods = {
    id,
    webContents: contents.api,
    loadURL: contents.load,
    reload: () => contents.api.reload(),
    show,
    showInactive: () => {
      if (!visible) events.emit('show')
      visible = true
    },
    hide: () => {
      if (!visible) return
      visible = false
      blur()
      geometry.hide()
      events.emit('hide')
    },
    focus: () => {
      geometry.bringForward(contents.page)
      focus()
    },
    blur,
    isFocused: () => registry.focused === self,
    isVisible: () => visible && !closed,
    close: () => void close(),
    destroy,
    isDestroyed: () => closed,
    getTitle: () => title,
    setTitle: (next) => {
      title = next
    },
    ...geometry.methods,
    minimize: () => {
      geometry.methods.minimize()
      blur()
    },
    isMenuBarVisible: () => menuBarVisible,
    setMenuBarVisibility: (shown) => {
      menuBarVisible = shown
    },
    setAutoHideMenuBar: () => {},
    setBackgroundColor: (color) => setBackgroundColor(color),
    // A mark in a taskbar that this host's window has no say in.
    flashFrame: () => {},
    setProgressBar: () => {},
    setOverlayIcon: () => {},
    setMenu: () => {},
    removeMenu: () => {},
    setIcon: () => {},
  } satisfies Partial<Electron.BrowserWindow>
  const api = loud('BrowserWindow', Object.assign(events, methods)) as unknown as Electron.BrowserWindow
  const self: HostedWindow = { contents, api }

  function setBackgroundColor(color: string) {
    const [, r, g, b] = /^#(..)(..)(..)$/.exec(color) ?? []
    if (r === undefined || g === undefined || b === undefined) return
    const rgb = { r: Number.parseInt(r, 16), g: Number.parseInt(g, 16), b: Number.parseInt(b, 16), a: 1 }
    contents.page
      .then(({ session }) => session.send('Emulation.setDefaultBackgroundColorOverride', { color: rgb }))
      .catch(() => {})
  }
  if (options.backgroundColor !== undefined) setBackgroundColor(options.backgroundColor)

  registry.windows.add(self)
  app.emit('web-contents-created', createEvent(), contents.api)
  app.emit('browser-window-created', createEvent(), api)
  if (visible) focus()
  return api
}

// `new` gives what a function returns: callers need not know that it is no class.
export const BrowserWindow = Object.assign(
  function BrowserWindow(options?: Electron.BrowserWindowConstructorOptions) {
    return createWindow(options)
  },
  {
    getAllWindows: () => Array.from(registry.windows, ({ api }) => api),
    getFocusedWindow: () => registry.focused?.api ?? null,
    fromId: (id) => [...registry.windows].find(({ api }) => api.id === id)?.api ?? null,
    fromWebContents: (contents) =>
      [...registry.windows].find((window) => window.contents.api === contents)?.api ?? null,
  } satisfies Partial<typeof Electron.BrowserWindow>,
)
