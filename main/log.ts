import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describeError } from './describe-error.ts'

/** Ids, codes, counts: never a body, a header, a URL or a secret. */
export type Facts = Record<string, string | number | boolean | null>
export type Log = ReturnType<typeof openLog>

export type LogOptions = {
  folder: string
  /** Gets each line as well, without its line break; in development this is stderr. */
  mirror?: (line: string) => void
  now?: () => number
  mostBytes?: number
  mostFiles?: number
}

/** JSON lines in `folder`/castellan.log; full files move on to castellan.1.log and so forth, the oldest goes. */
export function openLog({ folder, mirror, now = Date.now, mostBytes = 10 * 1024 * 1024, mostFiles = 5 }: LogOptions) {
  const nth = (index: number) => join(folder, index === 0 ? 'castellan.log' : `castellan.${index}.log`)

  const rotate = (bytes: number) => {
    if (sizeOf(nth(0)) + bytes <= mostBytes) return
    rmSync(nth(mostFiles - 1), { force: true })
    for (let index = mostFiles - 2; index >= 0; index -= 1)
      if (sizeOf(nth(index)) > 0) renameSync(nth(index), nth(index + 1))
  }
  const write = (level: string, message: string, facts: Facts) => {
    const line = toLine({ at: new Date(now()).toISOString(), level, message, ...facts })
    mirror?.(line)
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      rotate(Buffer.byteLength(line) + 1)
      appendFileSync(nth(0), `${line}\n`, { mode: 0o600 })
    } catch {
      // A log that can't be written must not stop the delivery it was to speak of.
    }
  }

  return {
    info: (message: string, facts: Facts = {}) => write('info', message, facts),
    warn: (message: string, facts: Facts = {}) => write('warn', message, facts),
    error: (message: string, error: unknown, facts: Facts = {}) =>
      write('error', message, { ...facts, ...describeError(error) }),
  }
}

// SECURITY: JSON escapes CR and LF, so nobody can write a line of their own; the rest would steer a terminal or turn the
// direction of the text around.
function toLine(entry: Facts): string {
  const hidden = /[\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/g
  return JSON.stringify(entry).replace(hidden, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0
