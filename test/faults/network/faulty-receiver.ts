import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { type SecureContext, TLSSocket } from 'node:tls'
import type { Chance } from '../seeded-random.ts'
import type { Identities } from './identities.ts'

/** A request as far as it is there. */
export type Seen = {
  method: string
  url: string
  headers: Record<string, string>
  body: Buffer
  /** Whom the certificate of the other side names. */
  client: string | null
}

export type Connection = { tcp: Socket; tls: TLSSocket; chance: Chance }

/** What goes wrong, once; a step it does not name goes well. */
export type Trouble = {
  /** On a new connection, instead of TLS. */
  accept?: (tcp: Socket, chance: Chance) => void
  /** Whose certificate is shown. */
  identity?: (identities: Identities) => SecureContext
  /** Once the head of the request is there. The body is not read. */
  head?: (connection: Connection) => void
  /** Once all of the request is there. */
  answer?: (connection: Connection) => void
}

export type FaultyReceiver = Awaited<ReturnType<typeof openFaultyReceiver>>

/** A receiver by hand, on bare sockets, so that it can break off anywhere and lie about anything. */
export async function openFaultyReceiver(
  identities: Identities,
  chance: Chance,
  { onBytes, onRequest }: { onBytes: () => void; onRequest: (seen: Seen, answered: boolean) => void },
) {
  const sockets = new Set<Socket>()
  const deaf: { resume: () => unknown }[] = []
  let trouble: Trouble | null = null
  let written = 0
  let struck = () => {}

  const server = createServer((tcp) => {
    onBytes()
    sockets.add(tcp)
    tcp.on('error', () => {})
    tcp.on('close', () => {
      written += tcp.bytesWritten
      sockets.delete(tcp)
    })
    if (trouble?.accept) {
      deaf.push(tcp)
      return take('accept')?.(tcp, chance)
    }
    const secureContext = take('identity')?.(identities) ?? identities.good
    const tls = new TLSSocket(tcp, { isServer: true, secureContext, requestCert: true, rejectUnauthorized: false })
    tls.on('error', () => tcp.destroy())
    tls.on('close', () => tcp.destroy())
    converse({ tcp, tls, chance })
  })

  /** The step that goes wrong now, if it is this one: it does so once. */
  function take<K extends keyof Trouble>(step: K): Trouble[K] | undefined {
    const taken = trouble?.[step]
    if (taken === undefined) return taken
    trouble = null
    struck()
    return taken
  }

  function converse(connection: Connection): void {
    const { tls } = connection
    let bytes = Buffer.alloc(0)
    tls.on('data', (chunk: Buffer) => {
      onBytes()
      bytes = Buffer.concat([bytes, chunk])
      const end = bytes.indexOf('\r\n\r\n')
      if (end < 0) return
      const seen = readHead(bytes.subarray(0, end).toString('latin1'))
      const atHead = take('head')
      if (atHead !== undefined) {
        tls.removeAllListeners('data').pause()
        deaf.push(tls)
        return atHead(connection)
      }
      const body = bytes.subarray(end + 4)
      if (body.length < Number(seen.headers['content-length'])) return
      bytes = Buffer.alloc(0)
      const answer = take('answer')
      const client = tls.getPeerCertificate().subject?.CN ?? null
      onRequest({ ...seen, body, client: client === null ? null : String(client) }, answer === undefined)
      if (answer) answer(connection)
      else tls.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok')
    })
  }

  const listen = async (port: number): Promise<number> => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    return typeof address === 'object' && address !== null ? address.port : 0
  }
  const port = await listen(0)

  return {
    url: `https://localhost:${port}/hook`,
    /** From here on, until it happened. */
    break: (given: Trouble) => void (trouble = given),
    /** Once it begins to happen. */
    struck: () => new Promise<void>((resolve) => void (struck = resolve)),
    /** Nothing listens any more. */
    async away() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
    back: () => listen(port),
    /** From here on what was left unread is read, so that it is seen where the other side has hung up. */
    listenAgain() {
      for (const socket of deaf.splice(0)) socket.resume()
    },
    get open() {
      return sockets.size
    },
    /** Bytes that left over connections which are closed by now. */
    get written() {
      return written
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      if (server.listening) await this.away()
    },
  }
}

function readHead(text: string): Omit<Seen, 'body' | 'client'> {
  const [first = '', ...lines] = text.split('\r\n')
  const [method = '', url = ''] = first.split(' ')
  const pairs = lines.map((line): [string, string] => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
  })
  return { method, url, headers: Object.fromEntries(pairs) }
}
