const write = (text: string) => void process.stderr.write(`${text}\n`)

export const say = (text: string) => write(`Electron host: ${text}`)

/** For traces of what the host does: they cost nothing unless CASTELLAN_HOST_DEBUG is set. */
export const debug: (...parts: unknown[]) => void = process.env['CASTELLAN_HOST_DEBUG']
  ? (...parts) =>
      write(
        `[host ${Math.round(performance.now())}] ${parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' ')}`,
      )
  : () => {}

export const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
