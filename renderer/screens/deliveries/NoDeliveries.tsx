import { Button } from '../../components/Button.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { useMirror } from '../../stores/mirror.ts'
import { addWebhook, startFiring } from '../../stores/view.ts'

/** Before the first delivery: what will be here, and the one thing to do for it. */
export function NoDeliveries() {
  const hasWebhooks = useMirror((state) => Object.keys(state.webhooks).length > 0)
  return hasWebhooks ? (
    <EmptyState
      action={
        <Button look="primary" onPress={startFiring}>
          Fire an event
        </Button>
      }
    >
      Each event on its way to each webhook that wants it is shown here, with every attempt and what the receiver
      answered.
    </EmptyState>
  ) : (
    <EmptyState
      action={
        <Button look="primary" onPress={addWebhook}>
          Add webhook
        </Button>
      }
    >
      Deliveries go to webhooks, and there is none yet. Add one, then fire an event to see it arrive.
    </EmptyState>
  )
}
