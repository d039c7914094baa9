import { EventEmitter } from 'node:events'
import { debug } from '../log.ts'
import { createEvent } from './events.ts'
import { registry } from './registry.ts'
import { releaseSingleInstanceLock } from './single-instance.ts'

/** What becomes `app`. Windows tell it about themselves, so it has to exist before they do. */
export const appEvents = new EventEmitter().setMaxListeners(0)

let quitting = false
let ending = false

export const isEnding = () => ending

export function quit() {
  if (quitting || ending) return
  quitting = true
  const event = createEvent()
  appEvents.emit('before-quit', event)
  if (event.defaultPrevented) quitting = false
  else if (registry.windows.size === 0) willQuit()
  else {
    for (const window of registry.windows) {
      // A window that refuses to close ends the quitting.
      if (quitting) window.api.close()
    }
  }
}

export function closeWasPrevented() {
  quitting = false
}

export function windowClosed() {
  if (registry.windows.size > 0 || ending) return
  if (quitting) willQuit()
  else if (!appEvents.emit('window-all-closed')) quit()
}

function willQuit() {
  const event = createEvent()
  appEvents.emit('will-quit', event)
  if (event.defaultPrevented) quitting = false
  else exit(Number(process.exitCode ?? 0))
}

export function exit(code = 0) {
  if (ending) return
  ending = true
  debug('exit', code)
  appEvents.emit('quit', createEvent(), code)
  // Chromium writes localStorage when it is closed in order.
  void (registry.browser?.stop() ?? Promise.resolve()).finally(() => {
    releaseSingleInstanceLock()
    process.exit(code)
  })
}
