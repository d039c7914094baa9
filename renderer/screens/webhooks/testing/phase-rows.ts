import { type Phase, phases, type TestReport } from '../../../../preload/contract/outcome.ts'
import { addressClassWords } from '../../../format/address-class.ts'
import { formatBytes, utf8Length } from '../../../format/bytes.ts'
import { phaseNames } from '../../../format/phase-names.ts'
import { trustWords } from '../../../format/trust-words.ts'
import { visibleText } from '../../../format/visible.ts'

export type PhaseRow = {
  phase: Phase
  name: string
  /** `open`: the connection was there already. `needless`: an address needs no DNS. `waiting`: not known yet. */
  state: 'done' | 'failed' | 'open' | 'needless' | 'missed' | 'waiting'
  ms: number | null
  detail: string
}

const day = 86_400_000

/** Most connections are direct, and have no step for a proxy. */
const direct = phases.filter((phase) => phase !== 'proxy')

export const waitingRows: PhaseRow[] = direct.map((phase) => ({
  phase,
  name: phaseNames[phase],
  state: 'waiting',
  ms: null,
  detail: '',
}))

/** One row per phase of the request, the failed one marked. */
export function phaseRows(report: TestReport, now: number): PhaseRow[] {
  const failed = failedPhase(report)
  return (report.trace.proxy === null ? direct : phases).map((phase) => {
    const ms = report.trace.phases[phase] ?? null
    const state = phase === failed ? 'failed' : stateOf(report, phase, ms)
    return { phase, name: phaseNames[phase], state, ms, detail: state === 'missed' ? '' : detailOf(report, phase, now) }
  })
}

/** An answer that arrived and is a "no" failed too, though the connection did all it should. */
function failedPhase({ ok, status, trace }: TestReport): Phase | null {
  return trace.failedPhase ?? (!ok && status !== null ? 'answer' : null)
}

function stateOf({ trace }: TestReport, phase: Phase, ms: number | null): PhaseRow['state'] {
  if (ms !== null) return 'done'
  // Of an address; through a proxy, of the proxy's: what it finds itself is not told.
  const isBegun = trace.address !== null || trace.phases.connect !== undefined
  if (phase === 'dns' && isBegun && !trace.reused) return 'needless'
  return trace.reused && phase !== 'send' && phase !== 'answer' ? 'open' : 'missed'
}

function detailOf({ trace, sent, status }: TestReport, phase: Phase, now: number): string {
  switch (phase) {
    case 'dns':
      return trace.address ?? ''
    case 'connect':
      return trace.proxy === null ? nearWords(trace) : ''
    case 'proxy':
      return [visibleText(trace.proxy ?? ''), nearWords(trace).toLowerCase()]
        .filter((part) => part !== '')
        .join(', then ')
    case 'tls':
      return trace.tls ? tlsWords(trace.tls, now) : ''
    case 'send':
      return sent ? formatBytes(utf8Length(sent.body)) + (isSigned(sent.headers) ? ', signed' : '') : ''
    case 'answer':
      return status === null ? '' : `HTTP ${status}`
  }
}

/** Where the receiver is; of the internet nothing needs to be said. */
const nearWords = ({ addressClass }: TestReport['trace']) =>
  addressClass === null || addressClass === 'public' ? '' : addressClassWords[addressClass]

const isSigned = (headers: [string, string][]) => headers.some(([name]) => name.toLowerCase() === 'webhook-signature')

function tlsWords(tls: NonNullable<TestReport['trace']['tls']>, now: number): string {
  const version = tls.version.replace(/^TLSv/, '')
  const left = tls.validTo === null ? '' : `, ${daysLeft(tls.validTo - now)}`
  // The built-in list is what everybody expects; anything else is worth knowing.
  const trust = tls.trust === null || tls.trust === 'bundled' ? '' : `, trusted by ${trustWords[tls.trust]}`
  const client = tls.client === null ? '' : `, client certificate ${visibleText(tls.client)}`
  return `${version}, issuer ${visibleText(tls.issuer)}${left}${trust}${client}`
}

function daysLeft(ms: number): string {
  if (ms < 0) return 'expired'
  const days = Math.floor(ms / day)
  return days === 1 ? '1 day left' : `${days} days left`
}
