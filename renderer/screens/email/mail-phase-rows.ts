import { type MailPhase, mailPhases, type MailReport } from '../../../preload/contract/email.ts'
import { visibleText } from '../../format/visible.ts'
import type { PhaseRow } from '../webhooks/testing/phase-rows.ts'

export type MailPhaseRow = Omit<PhaseRow, 'phase'> & { phase: MailPhase }

const names: Record<MailPhase, string> = {
  dns: 'DNS',
  connect: 'Connect',
  proxy: 'Proxy',
  tls: 'TLS',
  login: 'Login',
  accepted: 'Accepted',
}

/** Most connections are direct, and have no step for a proxy. */
const direct = mailPhases.filter((phase) => phase !== 'proxy')

export const waitingMailRows: MailPhaseRow[] = direct.map((phase) => ({
  phase,
  name: names[phase],
  state: 'waiting',
  ms: null,
  detail: '',
}))

/** One row per phase of handing a mail over, the failed one marked. */
export function mailPhaseRows(report: MailReport): MailPhaseRow[] {
  const phases = report.proxy === null && report.failedPhase !== 'proxy' ? direct : mailPhases
  return phases.map((phase) => {
    const ms = report.phases[phase] ?? null
    const state = stateOf(report, phase, ms)
    return { phase, name: names[phase], state, ms, detail: state === 'missed' ? '' : detailOf(report, phase) }
  })
}

function stateOf({ failedPhase, address }: MailReport, phase: MailPhase, ms: number | null): PhaseRow['state'] {
  if (phase === failedPhase) return 'failed'
  if (ms !== null) return 'done'
  return phase === 'dns' && address !== null ? 'needless' : 'missed'
}

function detailOf({ address, proxy, tls, said, ok }: MailReport, phase: MailPhase): string {
  switch (phase) {
    case 'dns':
      return address ?? ''
    case 'proxy':
      return visibleText(proxy ?? '')
    case 'tls':
      return tls === null ? '' : `${tls.version.replace(/^TLSv/, '')}, issuer ${visibleText(tls.issuer)}`
    case 'accepted':
      return ok ? visibleText(said ?? '') : ''
    case 'connect':
    case 'login':
      return ''
  }
}
