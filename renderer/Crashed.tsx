import { Button } from './components/Button.tsx'
import styles from './Crashed.module.css'

/** Instead of the app, after a bug in the window. Delivering goes on: it happens in another process. */
export function Crashed({ error }: { error: unknown }) {
  return (
    <main className={styles['page']}>
      <h1 className={styles['title']}>The window has stopped because of a bug</h1>
      <p>Events are still received and delivered. Reload the window to go on; what was not saved in a form is lost.</p>
      <p className={styles['cause']}>{error instanceof Error ? `${error.name}: ${error.message}` : String(error)}</p>
      <Button look="primary" autoFocus onPress={() => window.location.reload()}>
        Reload window
      </Button>
    </main>
  )
}
