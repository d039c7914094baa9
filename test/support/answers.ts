import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { createGzip } from 'node:zlib'

export type PlainAnswer = {
  kind?: undefined
  status: number
  headers?: OutgoingHttpHeaders
  body?: string | Buffer
  afterMs?: number
}

export type Answer =
  | PlainAnswer
  | { kind: 'reset' }
  | { kind: 'hang' }
  | { kind: 'headersThenHang'; status: number }
  | { kind: 'slowBody'; status: number; chunk: string; everyMs: number; chunks: number }
  | { kind: 'redirect'; to: string; status?: number }
  | { kind: 'big'; bytes: number; status?: number }
  | { kind: 'garbage'; text: string }
  | { kind: 'half'; status: number; declared: number; sent: number }
  // `bytes` is the size once unpacked: this is the zip bomb.
  | { kind: 'compressed'; bytes: number; status?: number }

export type Exchange = { response: ServerResponse; socket: Socket; tcp: Socket; gone: AbortSignal }

export function reply(status: number, headers: OutgoingHttpHeaders = {}, body: string | Buffer = ''): PlainAnswer {
  return { status, headers, body }
}

export async function play(answer: Answer, { response, socket, tcp, gone }: Exchange): Promise<void> {
  switch (answer.kind) {
    case undefined:
      if (answer.afterMs !== undefined) await wait(answer.afterMs, undefined, { signal: gone })
      response.writeHead(answer.status, answer.headers).end(answer.body)
      return
    case 'reset':
      // Only the TCP socket under the TLS one can send an RST.
      tcp.resetAndDestroy()
      return
    case 'hang':
      return
    case 'headersThenHang':
      response.writeHead(answer.status).flushHeaders()
      return
    case 'slowBody':
      response.writeHead(answer.status).flushHeaders()
      for (let sent = 0; sent < answer.chunks; sent++) {
        await wait(answer.everyMs, undefined, { signal: gone })
        response.write(answer.chunk)
      }
      response.end()
      return
    case 'redirect':
      response.writeHead(answer.status ?? 302, { location: answer.to }).end()
      return
    case 'big':
      response.writeHead(answer.status ?? 200)
      await pipeline(Readable.from(fill(answer.bytes)), response)
      return
    case 'garbage':
      socket.end(answer.text)
      return
    case 'half':
      response.writeHead(answer.status, { 'content-length': answer.declared })
      response.write('x'.repeat(answer.sent), () => socket.end())
      return
    case 'compressed':
      response.writeHead(answer.status ?? 200, { 'content-encoding': 'gzip' })
      await pipeline(Readable.from(fill(answer.bytes)), createGzip(), response)
  }
}

function* fill(bytes: number): Generator<Buffer> {
  const block = Buffer.alloc(65_536, 'x')
  for (let left = bytes; left > 0; left -= block.length) yield left < block.length ? block.subarray(0, left) : block
}
