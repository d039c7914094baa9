import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import type { SecureContext } from 'node:tls'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { plainHost } from '../engine/guard.ts'
import type { MailAccount } from './mail-account.ts'
import { MailError } from './mail-trace.ts'
import type { MailWay } from './mail-way.ts'

/** `raw`: the whole message, headers and all. */
export type Letter = { from: string; to: string[]; raw: Buffer }
/** Whom it was taken for all the same: `rejected` and `deferred` are whom it was not, for good and for now. */
export type Taken = { response: string; rejected: string[]; deferred: string[] }
export type Smtp = ReturnType<typeof openSmtp>

/** How long a server that goes on answering may take for one command, ms; the caller's signal ends it sooner. */
const silenceMs = 180_000

/** nodemailer's SMTP over a socket that is open already. What fails rejects with its error, or with a MailError. */
export function openSmtp(way: MailWay, account: MailAccount, secureContext: SecureContext) {
  const host = plainHost(account.host)
  const smtp = new SMTPConnection({
    connection: way.socket,
    host,
    port: account.port,
    secure: way.secured,
    secured: way.secured,
    // SECURITY: without STARTTLS nothing goes on, and the certificate is always verified.
    requireTLS: !way.secured,
    tls: { secureContext, rejectUnauthorized: true },
    // What this workstation is called is nobody's business.
    name: 'castellan-webhooks.invalid',
    connectionTimeout: silenceMs,
    greetingTimeout: silenceMs,
    socketTimeout: silenceMs,
    // A QUIT that is not answered is not waited for.
    socketCloseTimeout: 0,
    // nodemailer takes the first way to log in that the server offers, except for ways of our own: those it takes as told.
    customAuth: account.login === 'token' ? { [byToken]: logInByToken } : { XOAUTH2: refusePassword },
  })
  const { promise: broken, reject: breakOff } = Promise.withResolvers<never>()
  broken.catch(() => {})
  smtp.on('error', breakOff)
  const orBroken = <T>(work: Promise<T>) => Promise.race([work, broken])

  return {
    /** Up to the server's list of what it can do; for STARTTLS, what it says with TLS. */
    greet: () =>
      orBroken(
        new Promise<void>((resolve, reject) => {
          smtp.connect((error?: Error | null) => (error ? reject(error) : resolve()))
        }),
      ),
    // oxlint-disable-next-line no-underscore-dangle -- after STARTTLS there is no other way to the encrypted socket
    socket: (): Socket | null => (way.secured ? way.socket : smtp._socket || null),
    logIn: (): Promise<void> => {
      const { login, user, secret } = account
      if (login === 'none') return Promise.resolve()
      if (!smtp.allowsAuth) return Promise.reject(new MailError('no_login_offered', 'login'))
      const how = login === 'token' ? { method: byToken } : {}
      return orBroken(
        new Promise<void>((resolve, reject) => {
          smtp.login({ ...how, user, pass: secret ?? '' }, (error) => (error ? reject(error) : resolve()))
        }),
      )
    },
    /** `isOpen`: all of it has left, and the server has not said what became of it. */
    send: ({ from, to, raw }: Letter) => {
      let state: 'underway' | 'handed' | 'answered' = 'underway'
      const stream = Readable.from([raw], { objectMode: false })
      stream.once('end', () => void (state = 'handed'))
      const done = orBroken(
        new Promise<Taken>((resolve, reject) => {
          smtp.send({ from, to, size: raw.length }, stream, (error, info) => {
            if (!error) {
              state = 'answered'
              return resolve(readTaken(info))
            }
            if ('responseCode' in error && typeof error.responseCode === 'number') state = 'answered'
            reject(error)
          })
        }),
      )
      return { done, isOpen: () => state === 'handed' }
    },
    /** Says goodbye, and waits a moment for the other side. */
    quit: () =>
      new Promise<void>((resolve) => {
        if (smtp.destroyed) return resolve()
        const timer = setTimeout(resolve, 500)
        smtp.once('end', () => {
          clearTimeout(timer)
          resolve()
        })
        smtp.quit()
      }),
    close: () => smtp.close(),
  }
}

/** RFC 5321 §4.2.1: 4yz is for now; greylisting (RFC 6647) is. The errors are in the order of those rejected. */
function readTaken({ response, rejected, rejectedErrors = [] }: SMTPConnection.SentMessageInfo): Taken {
  const isForNow = (index: number) => (rejectedErrors[index]?.responseCode ?? 500) < 500
  const all = rejected.map(String)
  return {
    response,
    rejected: all.filter((_address, index) => !isForNow(index)),
    deferred: all.filter((_address, index) => isForNow(index)),
  }
}

const byToken = 'XOAUTH2-TOKEN'
type Answered = { status: number; text: string; response: string }
type TokenLogin = {
  auth: { credentials: { user?: string; pass?: string } }
  authMethods: string[]
  sendCommand: (command: string) => Promise<Answered>
}

/** https://developers.google.com/workspace/gmail/imap/xoauth2-protocol; a refusal comes as a challenge to be answered. */
async function logInByToken({ auth, authMethods, sendCommand }: TokenLogin): Promise<boolean> {
  // SECURITY: a token goes out as a token or not at all, never as a password.
  if (!authMethods.includes('XOAUTH2')) throw new MailError('no_login_offered', 'login')
  const { user = '', pass = '' } = auth.credentials
  const token = Buffer.from(`user=${user}\u0001auth=Bearer ${pass}\u0001\u0001`).toString('base64')
  let reply = await sendCommand(`AUTH XOAUTH2 ${token}`)
  if (reply.status === 334) reply = await sendCommand('')
  if (reply.status === 235) return true
  throw new Error('the token was refused')
}

// SECURITY: nor does a password go out as a token, where the server takes tokens alone.
const refusePassword = () => Promise.reject(new MailError('no_login_offered', 'login'))
