import styles from './App.module.css'
import { ConfirmDialog } from './components/ConfirmDialog.tsx'
import { Skeleton } from './components/Skeleton.tsx'
import { ToastRegion } from './components/ToastRegion.tsx'
import { CurrentScreen } from './frame/CurrentScreen.tsx'
import { ProblemBanners } from './frame/ProblemBanners.tsx'
import { Sidebar } from './frame/Sidebar.tsx'
import { StartProblem } from './frame/StartProblem.tsx'
import { useAppearance } from './frame/use-appearance.ts'
import { useShortcuts } from './frame/use-shortcuts.ts'
import { useMirror } from './stores/mirror.ts'

export function App() {
  useAppearance()
  useShortcuts()
  const ready = useMirror((state) => state.ready)
  const startRefusal = useMirror((state) => state.startRefusal)
  if (startRefusal && !ready) return <StartProblem refusal={startRefusal} />
  return (
    <div className={styles['app']}>
      <Sidebar />
      <main className={styles['main']}>
        <ProblemBanners />
        {ready ? <CurrentScreen /> : <Skeleton label="Loading what is on disk" />}
      </main>
      <ToastRegion />
      <ConfirmDialog />
    </div>
  )
}
