import { useState } from 'react'
import { damagedProblemId, unwritableProblemId } from '../../preload/contract/recovery.ts'
import { Banner } from '../components/Banner.tsx'
import { Button } from '../components/Button.tsx'
import { useMirror } from '../stores/mirror.ts'
import { NetworkBanner } from './NetworkBanner.tsx'
import { RecoveryDialog } from './RecoveryDialog.tsx'

/** With these, events are refused: nothing else is as urgent. */
const grave: ReadonlySet<string> = new Set([unwritableProblemId, damagedProblemId])

/** The workstation's own trouble, above whatever is looked at, until it is gone. */
export function ProblemBanners() {
  const problems = useMirror((state) => state.problems)
  const startRefusal = useMirror((state) => state.startRefusal)
  const [recovering, setRecovering] = useState(false)
  return (
    <>
      {startRefusal && (
        <Banner
          tone="danger"
          next={startRefusal.message}
          actions={<Button onPress={() => window.location.reload()}>Reload the window</Button>}
        >
          What you see may be out of date
        </Banner>
      )}
      {problems.map(({ id, message, next }) => (
        <Banner
          key={id}
          tone={grave.has(id) ? 'danger' : 'warn'}
          next={next}
          actions={id === damagedProblemId ? <Button onPress={() => setRecovering(true)}>Recover …</Button> : undefined}
        >
          {message}
        </Banner>
      ))}
      {recovering && <RecoveryDialog onClose={() => setRecovering(false)} />}
      <NetworkBanner />
    </>
  )
}
