import { EventEmitter } from 'node:events'
import { loud } from './loud.ts'

export type Handler = (event: unknown, ...args: unknown[]) => unknown

const handlers = new Map<string, Handler>()

const methods = {
  handle: (channel: string, handler: Handler) => {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    handlers.set(channel, handler)
  },
  removeHandler: (channel: string) => void handlers.delete(channel),
} satisfies Partial<Record<keyof Electron.IpcMain, unknown>>

const emitter = new EventEmitter().setMaxListeners(0)

export const handlerOf = (channel: string) => handlers.get(channel)
export const ipcMain = loud('ipcMain', Object.assign(emitter, methods))
