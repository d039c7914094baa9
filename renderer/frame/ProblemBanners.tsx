import { Banner } from '../components/Banner.tsx'
import { Button } from '../components/Button.tsx'
import { useMirror } from '../stores/mirror.ts'
import { NetworkBanner } from './NetworkBanner.tsx'

/** The workstation's own trouble, above whatever is looked at, until it is gone. */
export function ProblemBanners() {
  const problems = useMirror((state) => state.problems)
  const startRefusal = useMirror((state) => state.startRefusal)
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
      {problems.map((problem) => (
        <Banner key={problem.id} tone="warn" next={problem.next}>
          {problem.message}
        </Banner>
      ))}
      <NetworkBanner />
    </>
  )
}
