import { once } from 'node:events'
import { connect, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import type { Proxy } from '../../main/engine/route.ts'
import type { Issued } from './certificates.ts'

/** What a proxy was asked for. `authorization` is the header as it came, or `user:password` of SOCKS. */
export type Asked = { target: string; authorization: string | null; head: string }

/**
 * How a proxy fails: at the moment it is asked for a way, unless it says otherwise. `raw` is sent in its place, and the
 * connection stays open.
 */
export type Mischief =
  | { kind: 'stall' }
  | { kind: 'hang-up' }
  | { kind: 'reset' }
  | { kind: 'raw'; bytes: Buffer | string }
  // A way is opened, but told byte by byte.
  | { kind: 'drip' }
  // A head without end.
  | { kind: 'chatter' }

type Wish = {
  kind: Proxy['kind']
  /** Of an https proxy. */
  issued?: Issued
  user?: string
  password?: string
  /** What this proxy knows names as: another host, or `host:port`. */
  names?: Record<string, string>
}

export type TestProxy = Awaited<ReturnType<typeof openProxy>>

/** A real proxy on this machine that notes what it is asked for and misbehaves when told to. */
export async function openProxy({ kind, issued, user = '', password = '', names = {} }: Wish) {
  const asked: Asked[] = []
  const offered: number[][] = []
  const sockets = new Set<Socket>()
  const counts = { connections: 0 }
  let mischief: Mischief | null = null

  const serve = async (socket: Socket) => {
    socket.on('error', () => socket.destroy())
    const ask = kind === 'socks5' ? await hearSocks(socket, user, password, offered) : await hearConnect(socket)
    asked.push(ask.asked)
    if (mischief && mischief.kind !== 'drip') return misbehave(socket, mischief)
    const pieces = mischief ? [...ask.open].map((byte) => Buffer.from([byte])) : [ask.open]
    const wanted = user === '' ? null : `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
    if (kind !== 'socks5' && wanted !== null && ask.asked.authorization !== wanted) return void socket.end(authWanted)
    const [, host = '', port = ''] = /^\[?(.*?)\]?:(\d+)$/.exec(ask.asked.target) ?? []
    const [to = host, at = port] = names[host]?.split(':') ?? []
    const upstream = connect({ host: to, port: Number(at) })
    track(upstream)
    // Left open: it is the client's to close.
    upstream.on('error', () => socket.write(ask.noRoute))
    const join = async () => {
      for (const piece of pieces) {
        socket.write(piece)
        await new Promise(setImmediate)
      }
      socket.pipe(upstream).pipe(socket)
      upstream.on('close', () => socket.destroySoon())
    }
    upstream.on('connect', () => void join())
    socket.on('close', () => upstream.destroy())
  }

  const track = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  }
  // A client that goes away in the middle is what many tests are about.
  const accept = (socket: Socket) => void serve(socket).catch(() => socket.destroy())

  const server: Server = issued
    ? createTlsServer({ cert: issued.certPem, key: issued.keyPem }, accept).on('tlsClientError', () => {})
    : createTcpServer(accept)
  server.on('connection', (socket: Socket) => {
    counts.connections++
    track(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy listens on no port')

  const close = async () => {
    const closed = once(server, 'close')
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }

  return {
    port: address.port,
    asked,
    /** The ways to say who one is that SOCKS clients offered. */
    offered,
    /** As a route names it. */
    proxy: { kind, host: 'localhost', port: address.port, user, password } satisfies Proxy,
    get connections() {
      return counts.connections
    },
    misbehave: (how: Mischief | null) => void (mischief = how),
    /** Until nobody is connected to it, nor it to anybody. */
    idle: async () => {
      for (const socket of sockets) if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve))
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

type Ask = { asked: Asked; open: Buffer; noRoute: Buffer }

const authWanted = 'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="test"\r\n\r\n'

async function hearConnect(socket: Socket): Promise<Ask> {
  let head = ''
  while (!head.endsWith('\r\n\r\n')) head += (await take(socket, 1)).toString('latin1')
  const target = /^CONNECT (\S+) HTTP\/1\.1\r\n/.exec(head)?.[1] ?? ''
  const authorization = /^proxy-authorization: (.*)\r$/im.exec(head)?.[1] ?? null
  return {
    asked: { target, authorization, head },
    open: Buffer.from('HTTP/1.1 200 Connection established\r\nVia: 1.1 test\r\n\r\n'),
    noRoute: Buffer.from('HTTP/1.1 502 Bad Gateway\r\n\r\n'),
  }
}

async function hearSocks(socket: Socket, user: string, password: string, offers: number[][]): Promise<Ask> {
  const [, count = 0] = await take(socket, 2)
  const offered = [...(await take(socket, count))]
  offers.push(offered)
  const wanted = user === '' ? 0 : 2
  socket.write(Buffer.from([5, offered.includes(wanted) ? wanted : 255]))
  let authorization: string | null = null
  if (wanted === 2) {
    await take(socket, 1)
    const field = async () => (await take(socket, (await take(socket, 1))[0]!)).toString()
    authorization = `${await field()}:${await field()}`
    socket.write(Buffer.from([1, authorization === `${user}:${password}` ? 0 : 1]))
  }
  const [, , , type] = await take(socket, 4)
  const host = await hearSocksHost(socket, type)
  const target = `${host}:${(await take(socket, 2)).readUInt16BE()}`
  const reply = (code: number) => Buffer.from([5, code, 0, 1, 0, 0, 0, 0, 0, 0])
  return { asked: { target, authorization, head: '' }, open: reply(0), noRoute: reply(5) }
}

async function hearSocksHost(socket: Socket, type: number | undefined): Promise<string> {
  if (type === 1) return (await take(socket, 4)).join('.')
  if (type === 3) return (await take(socket, (await take(socket, 1))[0]!)).toString()
  const groups = (await take(socket, 16)).toString('hex').match(/.{4}/g)!
  return new URL(`http://[${groups.join(':')}]`).hostname
}

async function misbehave(socket: Socket, mischief: Exclude<Mischief, { kind: 'drip' }>): Promise<void> {
  // What is not read would hide the end of the connection.
  socket.resume()
  switch (mischief.kind) {
    case 'stall':
      return
    case 'hang-up':
      return void socket.end()
    case 'reset':
      return void socket.resetAndDestroy()
    case 'raw':
      return void socket.write(mischief.bytes)
    case 'chatter':
      socket.write('HTTP/1.1 200 OK\r\n')
      while (!socket.destroyed) {
        if (!socket.write(`X-Filler: ${'x'.repeat(1000)}\r\n`)) await once(socket, 'drain')
      }
  }
}

async function take(socket: Socket, bytes: number): Promise<Buffer> {
  if (bytes === 0) return Buffer.alloc(0)
  for (;;) {
    const chunk: Buffer | null = socket.read(bytes)
    if (chunk) return chunk
    if (socket.destroyed || socket.readableEnded) throw new Error('gone')
    await new Promise<void>((resolve) => {
      const go = () => {
        socket.off('readable', go).off('close', go)
        resolve()
      }
      socket.on('readable', go).on('close', go)
    })
  }
}
