import type { NetworkState } from '../../preload/contract/changes.ts'
import { Banner } from '../components/Banner.tsx'
import { useMirror } from '../stores/mirror.ts'

/** The workstation can't send now. Nobody has to do anything, so it is said quietly. */
export function NetworkBanner() {
  const network = useMirror((state) => state.network)
  const pending = useMirror((state) => state.counters.pending)
  if (network === 'up') return null
  return (
    <Banner tone="quiet" next={next[network]}>
      {cause[network]} {waitWords(pending)}
    </Banner>
  )
}

type Away = Exclude<NetworkState, 'up'>

const cause: Record<Away, string> = { down: 'No network.', asleep: 'This workstation is asleep.' }
const next: Record<Away, string> = {
  down: 'Sending goes on by itself once the network is back. No attempt is counted meanwhile.',
  asleep: 'Sending goes on by itself once it is awake. No attempt is counted meanwhile.',
}

function waitWords(pending: number): string {
  if (pending === 0) return 'Nothing waits to be sent.'
  return pending === 1 ? '1 delivery waits; it is not lost.' : `${pending} deliveries wait; nothing is lost.`
}
