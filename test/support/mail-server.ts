import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { type Ca, type CertificateWish, makeCa } from './certificates.ts'

export type ReceivedMail = { from: string; to: string[]; raw: string; user: string | null }

type Wish = {
  security?: 'tls' | 'starttls' | 'plain'
  user?: string
  password?: string
  token?: string
  certificate?: CertificateWish
  ca?: Ca
  options?: SMTPServerOptions
}

/** What a server says in place of yes. */
export type Refusal = { at: 'from' | 'to' | 'data'; code: number; text: string; times?: number; only?: string }

export type MailServer = Awaited<ReturnType<typeof openMailServer>>

/** A real SMTP server with TLS on this machine. Keeps what it takes, and refuses, waits or hangs up when told to. */
export async function openMailServer(wish: Wish = {}) {
  const { security = 'tls', user = 'soc', password = 'correct-horse', token, certificate, options = {} } = wish
  const ca = wish.ca ?? (await makeCa('Mail Test CA'))
  const { certPem: cert, keyPem: key } = await ca.issue(certificate)
  const mails: ReceivedMail[] = []
  const refusals: Refusal[] = []
  const connections = makeCount()
  /** Mails handed over whole, also those it refuses then. */
  const handed = makeCount()
  /** Mechanisms of every login that was tried. */
  const logins: string[] = []
  let hold: Promise<void> | null = null
  let letGo = () => {}
  let thinking: Promise<void> | null = null
  let thinkNoMore = () => {}
  /** After all of a mail was taken: hang up without a word. */
  let cutAfterData = 0

  const refuse = (at: Refusal['at'], address: string) => {
    const found = refusals.find((refusal) => refusal.at === at && (refusal.only ?? address) === address)
    if (!found) return null
    if (found.times !== undefined && (found.times -= 1) === 0) refusals.splice(refusals.indexOf(found), 1)
    return Object.assign(new Error(found.text), { responseCode: found.code })
  }

  const server = new SMTPServer({
    secure: security === 'tls',
    cert,
    key,
    authMethods: token === undefined ? ['PLAIN', 'LOGIN'] : ['PLAIN', 'LOGIN', 'XOAUTH2'],
    disabledCommands: security === 'plain' ? ['STARTTLS'] : [],
    disableReverseLookup: true,
    closeTimeout: 100,
    logger: false,
    onConnect: (_session, done) => {
      connections.add()
      void (hold ?? Promise.resolve()).then(() => done())
    },
    onAuth: (auth, _session, done) => {
      logins.push(auth.method)
      const right =
        auth.method === 'XOAUTH2'
          ? token !== undefined && auth.username === user && auth.accessToken === token
          : auth.username === user && auth.password === password
      if (right) return done(null, { user })
      // As many a server does: it repeats what it was given.
      done(
        Object.assign(new Error(`no ${auth.password ?? auth.accessToken} for ${auth.username}`), { responseCode: 535 }),
      )
    },
    onMailFrom: (address, _session, done) => done(refuse('from', address.address)),
    onRcptTo: (address, _session, done) => done(refuse('to', address.address)),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        handed.add()
        const from = session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address
        const to = session.envelope.rcptTo.map(({ address }) => address)
        const refused = refuse('data', '')
        if (!refused) mails.push({ from, to, raw: Buffer.concat(chunks).toString('utf8'), user: session.user ?? null })
        if (refused || cutAfterData === 0)
          return void (thinking ?? Promise.resolve()).then(() =>
            refused ? done(refused) : done(null, 'queued as 4711'),
          )
        cutAfterData -= 1
        for (const connection of server.connections) connection.close()
      })
    },
    ...options,
  })
  server.on('error', () => {})
  const listener = server.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const { port } = listener.address() as AddressInfo
  let isOpen = true

  return {
    port,
    ca: ca.pem,
    mails,
    connections: connections.value,
    connected: connections.reached,
    logins,
    refuse: (refusal: Refusal) => void refusals.push(refusal),
    refuseNothing: () => void refusals.splice(0),
    cutAfterData: (times = 1) => void (cutAfterData = times),
    /** No greeting until `release`. */
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      hold = promise
      letGo = resolve
    },
    release: () => {
      letGo()
      hold = null
    },
    /** Says nothing of a mail it took until `answer`. */
    think: () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      thinking = promise
      thinkNoMore = resolve
    },
    answer: () => {
      thinkNoMore()
      thinking = null
    },
    /** Resolves once as many mails were handed over whole. */
    received: handed.reached,
    async close() {
      if (!isOpen) return
      isOpen = false
      letGo()
      thinkNoMore()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
    [Symbol.asyncDispose]() {
      return this.close()
    },
  }
}

/** Counts up; `reached` resolves once it is at `count`. */
function makeCount() {
  let value = 0
  const waiting: { count: number; run: () => void }[] = []
  return {
    value: () => value,
    add: () => {
      value += 1
      for (const { count, run } of waiting) if (value >= count) run()
    },
    reached: (count: number) =>
      value >= count ? Promise.resolve() : new Promise<void>((run) => void waiting.push({ count, run })),
  }
}
