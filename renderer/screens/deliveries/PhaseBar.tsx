import { phases, type TestReport } from '../../../preload/contract/outcome.ts'
import { formatDuration } from '../../format/duration.ts'
import { phaseNames } from '../../format/phase-names.ts'
import styles from './PhaseBar.module.css'

type PhaseBarProps = { trace: TestReport['trace'] | null; longest: number }

/** Where the time of a request went. `longest` is the scale, ms. The Connection tab says the same in words. */
export function PhaseBar({ trace, longest }: PhaseBarProps) {
  if (!trace) return <span />
  const parts = phases.flatMap((phase) => {
    const ms = trace.phases[phase]
    return ms === undefined ? [] : [{ phase, ms }]
  })
  const words = parts.map(({ phase, ms }) => `${phaseNames[phase]} ${formatDuration(ms)}`).join(', ')
  return (
    <svg className={styles['bar']} viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label={words}>
      <title>{words}</title>
      {parts.map(({ phase, ms }, index) => {
        const before = parts.slice(0, index).reduce((sum, part) => sum + part.ms, 0)
        return (
          <rect
            key={phase}
            x={(before / longest) * 100}
            // Each phase that happened can be seen, however short.
            width={Math.max(0.8, (ms / longest) * 100 - 0.4)}
            height="8"
            data-phase={phase}
            data-failed={phase === trace.failedPhase || undefined}
          />
        )
      })}
    </svg>
  )
}
