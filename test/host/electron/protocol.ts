import { registerScheme, registeredSchemes, schemeOf } from '../browser/app-url.ts'
import { loud } from './loud.ts'
import { registry } from './registry.ts'

type Handler = Parameters<Electron.Protocol['handle']>[1]

const handlers = new Map<string, Handler>()

export const protocol = loud('protocol', {
  registerSchemesAsPrivileged: (schemes) => {
    if (registry.ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    for (const { scheme } of schemes) registerScheme(scheme)
  },
  handle: (scheme, handler) => {
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme} has been registered`)
    // Chromium does not know other schemes either: only a mapped one reaches a handler.
    if (!registeredSchemes().includes(scheme)) {
      throw new Error(`the Electron host does not emulate protocol.handle for '${scheme}', which is not privileged`)
    }
    handlers.set(scheme, handler)
  },
  unhandle: (scheme) => void handlers.delete(scheme),
  isProtocolHandled: (scheme) => handlers.has(scheme),
} satisfies Partial<Electron.Protocol>)

export const protocolHandlerOf = (url: string) => handlers.get(schemeOf(url))
