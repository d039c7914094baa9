import { phases, type TestReport } from '../../../preload/contract/outcome.ts'
import { KeyValue } from '../../components/KeyValue.tsx'
import { formatDuration } from '../../format/duration.ts'
import { phaseNames } from '../../format/phase-names.ts'
import { dateWords } from '../../format/time.ts'
import { visibleText } from '../../format/visible.ts'

/** What the connection did, in words. */
export function AttemptConnection({ trace }: { trace: TestReport['trace'] }) {
  const { address, reused, tls, failedPhase } = trace
  const times = phases.flatMap((phase) => {
    const ms = trace.phases[phase]
    const failed = phase === failedPhase
    if (ms === undefined && !failed) return []
    const value = `${ms === undefined ? '' : formatDuration(ms)}${failed ? ' ✗ failed here' : ''}`.trim()
    return [{ label: phaseNames[phase], value }]
  })
  const certificate = tls
    ? [
        { label: 'TLS', value: tls.version },
        { label: 'Certificate of', value: visibleText(tls.subject), mono: true },
        { label: 'Issued by', value: visibleText(tls.issuer) },
        ...(tls.validTo === null ? [] : [{ label: 'Valid until', value: dateWords(tls.validTo) }]),
      ]
    : []
  return (
    <KeyValue
      rows={[
        { label: 'Address', value: address ?? 'none reached', mono: address !== null },
        { label: 'Connection', value: reused ? 'was open already' : 'opened for this attempt' },
        ...certificate,
        ...times.map(({ label, value }) => ({ label: `${label} time`, value })),
      ]}
    />
  )
}
