import { expect, test, vi } from 'vitest'
import { type BridgeOptions, openBridge } from '../../../main/bridge/electron.ts'

type Listener = Parameters<BridgeOptions['ipcMain']['handle']>[1]

function open() {
  const handlers = new Map<string, Listener>()
  const forgotten: string[] = []
  const ipcMain = {
    handle: (channel: string, listener: Listener) => void handlers.set(channel, listener),
    removeAllListeners: (channel: string) => void forgotten.push(channel),
  }
  const answer = vi.fn(async () => ({ ok: true as const, value: 'done' }))
  const log = { warn: vi.fn<(message: string, facts?: object) => void>() }
  openBridge({ ipcMain, answer, ourContents: () => new Set([1]), log })
  const invoke = (id: number, origin: string | null, name: unknown, input: unknown) => {
    const senderFrame = origin === null ? null : { origin, url: `${origin}/`, parent: null }
    return handlers.get('command')?.({ sender: { id }, senderFrame }, name, input)
  }
  return { handlers, forgotten, answer, log, invoke }
}

test('our page is answered', async () => {
  const { invoke, answer } = open()
  expect(await invoke(1, 'app://ui', 'app.snapshot', {})).toEqual({ ok: true, value: 'done' })
  expect(answer).toHaveBeenCalledWith('app.snapshot', {})
})

test.for([
  [2, 'app://ui'],
  [1, 'https://evil.example'],
  [1, null],
] as const)(
  'a stranger (%s, %s) gets an error, never undefined, and is logged (checklist 17)',
  ([contents, origin]) => {
    const { invoke, answer, log } = open()
    expect(() => invoke(contents, origin, 'app.snapshot', {})).toThrow('may not')
    expect(answer).not.toHaveBeenCalled()
    expect(log.warn).toHaveBeenCalledOnce()
  },
)

test('there is one channel, and electron-store’s own is closed', () => {
  const { handlers, forgotten } = open()
  expect([...handlers.keys()]).toEqual(['command'])
  expect(forgotten).toEqual(['electron-store-get-data'])
})
