import { phases, type Trace } from '../../../preload/contract/outcome.ts'
import { KeyValue } from '../../components/KeyValue.tsx'
import { addressClassWords } from '../../format/address-class.ts'
import { formatDuration } from '../../format/duration.ts'
import { phaseNames } from '../../format/phase-names.ts'
import { dateWords } from '../../format/time.ts'
import { trustWords } from '../../format/trust-words.ts'
import { visibleText } from '../../format/visible.ts'

/** What the connection did, in words: which way, whom it found there, and how long each part took. */
export function AttemptConnection({ trace }: { trace: Trace }) {
  const { address, addressClass, proxy, reused, tls } = trace
  return (
    <KeyValue
      rows={[
        { label: 'Address', value: address ?? nowhere(trace), mono: address !== null },
        ...(addressClass === null ? [] : [{ label: 'It is in', value: addressClassWords[addressClass] }]),
        { label: 'Proxy', value: proxy === null ? 'none' : visibleText(proxy), mono: proxy !== null },
        { label: 'Connection', value: reused ? 'was open already' : 'opened for this attempt' },
        ...(tls ? tlsRows(tls) : []),
        ...timeRows(trace),
      ]}
    />
  )
}

/** Some proxies are told the name, and look it up themselves. */
const nowhere = ({ proxy, tls }: Trace) => (proxy !== null && tls ? 'known to the proxy only' : 'none reached')

function tlsRows({ version, subject, issuer, validTo, trust, client }: NonNullable<Trace['tls']>) {
  return [
    { label: 'TLS', value: version },
    { label: 'Certificate of', value: visibleText(subject), mono: true },
    { label: 'Issued by', value: visibleText(issuer) },
    ...(validTo === null ? [] : [{ label: 'Valid until', value: dateWords(validTo) }]),
    ...(trust === null ? [] : [{ label: 'Trusted by', value: trustWords[trust] }]),
    {
      label: 'Client certificate offered',
      value: client === null ? 'none' : visibleText(client),
      mono: client !== null,
    },
  ]
}

function timeRows({ phases: times, failedPhase }: Trace) {
  return phases.flatMap((phase) => {
    const ms = times[phase]
    const failed = phase === failedPhase
    if (ms === undefined && !failed) return []
    const value = `${ms === undefined ? '' : formatDuration(ms)}${failed ? ' ✗ failed here' : ''}`.trim()
    return [{ label: `${phaseNames[phase]} time`, value }]
  })
}
