import type { EventEmitter } from 'node:events'
import { toAppUrl } from '../browser/app-url.ts'
import type { CdpSession } from '../browser/cdp.ts'
import { createEvent } from './events.ts'

const levels: Readonly<Record<string, 'warning' | 'error' | 'debug'>> = {
  warning: 'warning',
  error: 'error',
  debug: 'debug',
}

/** Emits 'console-message' for what a page prints. */
export function forwardConsole(session: CdpSession, events: EventEmitter) {
  session.on('Runtime.consoleAPICalled', ({ type, args, stackTrace }) => {
    const message = args.map((arg) => ('value' in arg ? String(arg.value) : (arg.description ?? arg.type))).join(' ')
    const frame = stackTrace?.callFrames[0]
    const place = { lineNumber: (frame?.lineNumber ?? -1) + 1, sourceId: toAppUrl(frame?.url ?? '') }
    events.emit('console-message', createEvent({ level: levels[type] ?? 'info', message, ...place }))
  })
}
