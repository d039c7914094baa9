import type { Connection } from './connections.ts'

export type Outgoing = { path: string; headers: [string, string][]; body: Buffer }

/** `sent`: when the system had taken the whole request, ms on the monotonic clock; null: never. `status` 0: no answer. */
export type Exchanged = { sent: number | null; status: number } & (
  | { kind: 'answer'; headers: [string, string][]; bytes: Buffer; truncated: boolean; clean: boolean }
  | { kind: 'fault'; code: string }
  // Not a byte was written: most often the connection was found closed.
  | { kind: 'unsent'; code: string }
)

// RFC 9110 §15.2 sets no limit; more than a few is a receiver that plays with us.
const mostInterim = 32

/**
 * One POST on one open connection, of whose answer at most `mostBytes` are read. Nothing is unpacked, whatever the
 * answer says of itself: a compressed bomb is only its first bytes. `stop` ends it at once, and closes the connection; called
 * from `beforeWriting`, not a byte is written.
 */
export function exchange(
  connection: Connection,
  { path, headers, body }: Outgoing,
  { mostBytes, last, beforeWriting }: { mostBytes: number; last: boolean; beforeWriting: () => void },
) {
  const { client } = connection
  const { socket } = connection.connected
  const { promise, resolve } = Promise.withResolvers<Exchanged>()
  const chunks: Buffer[] = []
  let answered: [string, string][] = []
  let started = false
  let sent: number | null = null
  let status = 0
  let length = 0
  let interim = 0

  const noteSent = () => (sent ??= performance.now())
  const answer = (truncated: boolean, clean: boolean) =>
    resolve({ kind: 'answer', sent, status, headers: answered, bytes: Buffer.concat(chunks), truncated, clean })

  function fail(code: string): void {
    if (!started) return resolve({ kind: 'unsent', sent, status, code })
    // The status already says no; a body that breaks off says nothing more.
    if (status >= 300) return answer(true, false)
    resolve({ kind: 'fault', sent, status, code })
  }

  client.dispatch(
    { path, method: 'POST', headers: headers.flat(), body, reset: last },
    {
      // undici calls it right before it writes, which may be a turn of the loop later.
      onRequestStart: () => {
        beforeWriting()
        started = true
      },
      onRequestSent: () => {
        // What does not fit into the buffers of the system is not sent yet.
        if (socket.writableNeedDrain) socket.once('drain', noteSent)
        else noteSent()
      },
      onResponseStarted: noteSent,
      onResponseStart: (controller, code, fields) => {
        if (code < 200) {
          interim += 1
          if (interim > mostInterim) controller.abort(Object.assign(new Error(), { code: 'HPE_INTERIM_FLOOD' }))
          return
        }
        status = code
        answered = linesOf(fields)
      },
      onResponseData: (controller, chunk) => {
        chunks.push(chunk)
        length += chunk.length
        if (length <= mostBytes) return
        answer(true, false)
        controller.abort(new Error('enough is read'))
      },
      onResponseEnd: () => answer(false, true),
      onResponseError: (_controller, error) => fail(codeOf(connection.broken ?? error)),
    },
  )
  return {
    ended: promise,
    stop: () => {
      // What is small enough is taken at once, but may still wait to leave.
      if (status === 0 && socket.writableLength > 0) sent = null
      started = true
      fail('')
      // Also ends, unwritten, what undici is about to write.
      void client.destroy()
    },
  }
}

const linesOf = (fields: Record<string, string | string[] | undefined>) =>
  Object.entries(fields).flatMap(([name, value]) => [value ?? []].flat().map((line): [string, string] => [name, line]))

/** undici names what is no HTTP by the name of its error, and a 100 or 101 nobody asked for only by its words. */
function codeOf(error: Error): string {
  if (error.name === 'HTTPParserError' || /^bad (response|upgrade)$/.test(error.message)) return 'HPE_INVALID'
  return 'code' in error && typeof error.code === 'string' ? error.code : ''
}
