import type { BrowserWindowConstructorOptions } from 'electron'
import { expect, test, vi } from 'vitest'
import { lockedWebPreferences } from '../../../main/shell/web-preferences.ts'
import { type AppWindow, openMainWindow } from '../../../main/shell/window.ts'
import type { WindowState } from '../../../main/shell/window-state.ts'

function open(stored?: WindowState) {
  const made: {
    options: BrowserWindowConstructorOptions
    emit: (event: string, ...args: unknown[]) => void
    calls: string[]
  }[] = []
  const written: WindowState[] = []
  const sent: unknown[] = []
  let loads = 0
  let now = 0
  const create = (options: BrowserWindowConstructorOptions): AppWindow => {
    const listeners = new Map<string, (...args: never[]) => void>()
    const calls: string[] = []
    const on = (event: string, listener: (...args: never[]) => void) => void listeners.set(event, listener)
    const emit = (event: string, ...args: unknown[]) =>
      void Reflect.apply(listeners.get(event) ?? (() => {}), null, args)
    const call = (name: string) => () => void calls.push(name)
    made.push({ options, emit, calls })
    return {
      webContents: {
        id: made.length,
        on,
        reload: call('reload'),
        send: (_channel, message) => void sent.push(message),
      },
      once: on,
      on,
      loadURL: async (url) => void calls.push(url),
      isDestroyed: () => false,
      isMinimized: () => true,
      isMaximized: () => false,
      getNormalBounds: () => ({ x: 1, y: 2, width: 1000, height: 700 }),
      maximize: call('maximize'),
      restore: call('restore'),
      show: call('show'),
      focus: call('focus'),
    }
  }
  const window = openMainWindow({
    create,
    workAreas: () => [{ x: 0, y: 0, width: 1440, height: 860 }],
    dark: () => true,
    place: { read: () => stored, write: (state) => void written.push(state) },
    preload: '/preload.cjs',
    title: 'Castellan Webhooks',
    pageLoads: () => (loads += 1),
    now: () => now,
    log: { warn: vi.fn<() => void>(), error: vi.fn<() => void>() },
  })
  return { window, made, written, sent, loads: () => loads, pass: (ms: number) => void (now += ms) }
}

test('the window opens locked, hidden and at least 900 × 600, on our page', () => {
  const { window, made } = open()
  window.show()
  expect(made[0]?.options).toMatchObject({
    show: false,
    minWidth: 900,
    minHeight: 600,
    webPreferences: lockedWebPreferences('/preload.cjs'),
  })
  expect(made[0]?.calls).toEqual(['app://ui/index.html'])
})

test('it is shown once it has painted, maximised if it was', () => {
  const plain = open()
  plain.window.show()
  plain.made[0]?.emit('ready-to-show')
  expect(plain.made[0]?.calls).toContain('show')
  const large = open({ bounds: { x: 0, y: 0, width: 1000, height: 700 }, maximized: true })
  large.window.show()
  large.made[0]?.emit('ready-to-show')
  expect(large.made[0]?.calls).toContain('maximize')
})

test('there is one window: a second show brings it to the front', () => {
  const { window, made } = open()
  window.show()
  window.show()
  expect(made).toHaveLength(1)
  expect(made[0]?.calls.slice(-3)).toEqual(['restore', 'show', 'focus'])
})

test('only the open window’s contents are trusted, and its place is remembered when it closes', () => {
  const { window, made, written } = open()
  expect([...window.contents()]).toEqual([])
  window.show()
  expect([...window.contents()]).toEqual([1])
  made[0]?.emit('close')
  made[0]?.emit('closed')
  expect([...window.contents()]).toEqual([])
  expect(written).toEqual([{ bounds: { x: 1, y: 2, width: 1000, height: 700 }, maximized: false }])
  window.show()
  expect([...window.contents()]).toEqual([2])
})

test('that its page loads is said for each window that opens, and for none that is there', () => {
  const { window, made, loads } = open()
  window.show()
  window.show()
  expect(loads()).toBe(1)
  made[0]?.emit('closed')
  window.show()
  expect(loads()).toBe(2)
})

test('a message goes to the open window, and nowhere when there is none', () => {
  const { window, made, sent } = open()
  window.send({ revision: 1, changes: [] })
  window.show()
  window.send({ revision: 2, changes: [] })
  made[0]?.emit('closed')
  window.send({ revision: 3, changes: [] })
  expect(sent).toEqual([{ revision: 2, changes: [] }])
})

test('a crashed page is loaded again, but not for ever', () => {
  const { window, made, pass, loads } = open()
  window.show()
  const crash = (reason: string) => made[0]?.emit('render-process-gone', {}, { reason, exitCode: 1 })
  const reloads = () => made[0]?.calls.filter((call) => call === 'reload').length
  crash('clean-exit')
  expect(reloads()).toBe(0)
  for (let index = 0; index < 6; index += 1) crash('crashed')
  expect(reloads()).toBe(3)
  pass(61_000)
  crash('oom')
  expect(reloads()).toBe(4)
  expect(loads()).toBe(5)
})
