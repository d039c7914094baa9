import { lookup as systemLookup } from 'node:dns'
import { TLSSocket } from 'node:tls'
import { type MailPhase, mailPhases } from '../../preload/contract/email.ts'
import { takeSteps } from '../engine/connect-steps.ts'
import type { Proxies } from '../engine/effects.ts'
import type { LookupAll } from '../engine/guard.ts'
import { makeRedactor } from '../engine/redact.ts'
import type { Proxy } from '../engine/route.ts'
import { openTrust, type TrustStores } from '../engine/trust.ts'
import { type MailAccount, secretsOfMail } from './mail-account.ts'
import { isOfProxy, readFault } from './mail-fault.ts'
import { type Letter, openSmtp, type Smtp } from './mail-smtp.ts'
import { oneLine } from './one-line.ts'
import { contextOf, chooseMailProxy, describeMailTls, openMailWay } from './mail-way.ts'
import { MailError, type MailFailure, type MailTrace } from './mail-trace.ts'

export type MailSent =
  | { ok: true; said: string; rejected: string[]; deferred: string[] }
  | { ok: false; failure: MailFailure }
/** Logged in, and ready to take mails one after the other. */
export type MailSession = {
  send: (letter: Letter) => Promise<MailSent>
  trace: () => MailTrace
  close: () => Promise<void>
}
export type OpenedSession = { ok: true; session: MailSession } | { ok: false; failure: MailFailure; trace: MailTrace }

/** Opens a session. Never throws; where it fails, no socket stays open. */
export type Mailer = (account: MailAccount, signal: AbortSignal) => Promise<OpenedSession>

/** Until logged in, and for each mail, ms. Many servers let a client they do not know wait for half a minute. */
const usualPatience = { open: 60_000, send: 120_000 }

type Parts = {
  trust: TrustStores
  proxies: Proxies
  lookup?: LookupAll
  ownPorts?: () => readonly number[]
  patience?: typeof usualPatience
}

export function openMailer(parts: Parts): Mailer {
  const trust = openTrust(parts.trust)
  const { proxies, lookup = systemLookup, ownPorts = () => [], patience = usualPatience } = parts

  return async (account, signal) => {
    const { redact } = makeRedactor(secretsOfMail(account))
    const limit = AbortSignal.any([signal, AbortSignal.timeout(patience.open)])
    const steps = takeSteps(limit)
    const trace: MailTrace = { phases: {}, failedPhase: null, address: null, proxy: null, tls: null }
    let phase: MailPhase | null = null
    let smtp: Smtp | null = null
    let proxy: Proxy | null = null

    const enter = (next: MailPhase) => {
      phase = next
      return performance.now()
    }
    const done = (begun: number) => {
      if (phase !== null) trace.phases[phase] = Math.round((performance.now() - begun) * 10) / 10
    }
    /** nodemailer's socket first: a TLS socket that is destroyed after the one beneath it crashes the process. */
    const drop = () => {
      smtp?.close()
      steps.destroy()
    }
    function failed(error: unknown, given: AbortSignal): MailFailure {
      const read = steps.read()
      Object.assign(trace.phases, phase === null ? read.phases : {})
      trace.address ??= read.tried
      trace.failedPhase = phase ?? mailPhases.find((known) => known === read.phase) ?? 'connect'
      drop()
      if (signal.aborted) return { code: 'stopped', phase: trace.failedPhase, said: null }
      const fault = !given.aborted ? error : phase === null ? steps.aborted() : new AbortedError()
      if (proxy !== null && isOfProxy(fault)) proxies.failed(proxy)
      return readFault(fault, trace.failedPhase, redact)
    }

    try {
      if (account.secret === null && account.login !== 'none') throw new MailError('secret_unreadable', 'login')
      proxy = await untilAborted(chooseMailProxy(account, proxies), limit)
      const way = await untilAborted(openMailWay(steps, account, proxy, { trust, lookup, ownPorts }), limit)
      trace.address = way.address
      trace.proxy = way.proxy
      smtp = openSmtp(way, account, contextOf(account, trust))
      if (!way.secured) await untilAborted(smtp.greet(), limit)
      const socket = smtp.socket()
      // SECURITY: not a word of login or mail over a connection that is not encrypted and verified.
      if (!(socket instanceof TLSSocket) || !socket.authorized) throw new MailError('no_starttls', 'tls')
      trace.tls = describeMailTls(socket, account, trust)
      Object.assign(trace.phases, steps.read().phases)
      const begun = enter('login')
      if (way.secured) await untilAborted(smtp.greet(), limit)
      await untilAborted(smtp.logIn(), limit)
      done(begun)
    } catch (error) {
      return { ok: false, failure: failed(error, limit), trace }
    }

    const open = smtp
    return {
      ok: true,
      session: {
        send: async (letter) => {
          const begun = enter('accepted')
          const patient = AbortSignal.any([signal, AbortSignal.timeout(patience.send)])
          const handing = open.send(letter)
          try {
            const { response, ...left } = await untilAborted(handing.done, patient)
            done(begun)
            return { ok: true, said: oneLine(redact(response), 300), ...left }
          } catch (error) {
            const failure = failed(error, patient)
            // Every byte had left, and no answer came: it may have been taken.
            return { ok: false, failure: handing.isOpen() ? { ...failure, code: 'unknown' } : failure }
          }
        },
        trace: () => trace,
        close: async () => {
          await open.quit()
          drop()
        },
      },
    }
  }
}

class AbortedError extends Error {
  readonly code = 'ETIMEDOUT'
}

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const abort = () => reject(new AbortedError('aborted'))
  // Whichever loses has nobody to hear it.
  work.catch(() => {})
  aborted.catch(() => {})
  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
