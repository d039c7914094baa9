import type { Rule } from '../../../preload/contract/rule.ts'
import { StatusPill, type Tone } from '../../components/StatusPill.tsx'
import { Countdown } from '../../format/Countdown.tsx'

const looks: Record<Rule['state']['kind'], { tone: Tone; shape: string; word: string }> = {
  on: { tone: 'ok', shape: '●', word: 'On' },
  off: { tone: 'off', shape: '■', word: 'Off' },
  stopped: { tone: 'danger', shape: '▲', word: 'Stopped' },
}

/** Whether a rule looks at what comes in, and why not. */
export function RulePill({ rule, oneLine = false }: { rule: Rule; oneLine?: boolean }) {
  const { state, learnsUntil } = rule
  const reason = state.kind === 'stopped' ? state.reason : undefined
  const learning =
    state.kind === 'on' && learnsUntil !== null ? (
      <>
        learns, fires <Countdown to={learnsUntil} />
      </>
    ) : undefined
  return (
    <StatusPill {...looks[state.kind]} oneLine={oneLine} title={oneLine ? reason : undefined}>
      {reason ?? learning}
    </StatusPill>
  )
}
