import { useEffect, useState } from 'react'
import { Button } from './Button.tsx'
import styles from './ToastRegion.module.css'
import { dismissToast, type Toast, useToasts } from './toasts.ts'

const shownFor = 12_000

/** Where toasts appear: one per window. The clock stops while the pointer or the focus is in it. */
export function ToastRegion() {
  const toasts = useToasts((state) => state.toasts)
  const [read, setRead] = useState(false)
  // The region is always there: a screen reader announces only what is added to a live region it knows.
  return (
    <section
      className={styles['region']}
      aria-label="Notifications"
      aria-live="polite"
      onPointerEnter={() => setRead(true)}
      onPointerLeave={() => setRead(false)}
      onFocus={() => setRead(true)}
      onBlur={() => setRead(false)}
    >
      {toasts.map((one) => (
        <OneToast key={one.id} toast={one} paused={read} />
      ))}
    </section>
  )
}

function OneToast({ toast, paused }: { toast: Toast; paused: boolean }) {
  const { id, message, tone, action } = toast
  useEffect(() => {
    if (paused) return
    const timer = setTimeout(() => dismissToast(id), shownFor)
    return () => clearTimeout(timer)
  }, [id, paused])

  return (
    <div className={styles['toast']} data-tone={tone}>
      <p className={styles['message']}>{message}</p>
      {action && (
        <Button
          small
          onPress={() => {
            dismissToast(id)
            action.onPress()
          }}
        >
          {action.label}
        </Button>
      )}
      <Button small look="quiet" label="Close this notification" onPress={() => dismissToast(id)}>
        Close
      </Button>
    </div>
  )
}
