import { useMemo } from 'react'
import { Button } from '../../components/Button.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Screen } from '../../components/Screen.tsx'
import { SplitView } from '../../components/SplitView.tsx'
import { useMirror } from '../../stores/mirror.ts'
import { addWebhook, closeWebhook, useView } from '../../stores/view.ts'
import { WebhookForm } from './form/WebhookForm.tsx'
import { byName } from './selectors.ts'
import { WebhookDetail } from './WebhookDetail.tsx'
import { WebhookList } from './WebhookList.tsx'
import { WorksAnswer } from './WorksAnswer.tsx'

/** Primary unless there is something else to do next: to save what is being edited. */
const addButton = (look: 'primary' | 'plain') => (
  <Button look={look} onPress={addWebhook}>
    + Add Webhook
  </Button>
)

export function WebhooksScreen() {
  const byId = useMirror((state) => state.webhooks)
  const webhooks = useMemo(() => byName(byId), [byId])
  const panel = useView((view) => view.webhookPanel)
  const webhookId = useView((view) => view.webhookId)
  const chosen = webhookId === null ? undefined : byId[webhookId]

  if (webhooks.length === 0)
    return (
      <Screen title="Webhooks">
        {panel === 'add' ? (
          <WebhookForm key="add" />
        ) : (
          <EmptyState action={addButton('primary')}>
            A webhook sends the security events you choose to a ticket system, chat, automation or SIEM. It needs a
            name, an https URL and at least one event.
          </EmptyState>
        )}
      </Screen>
    )

  const form = panel === 'add' ? <WebhookForm key="add" /> : null
  const edit = panel === 'edit' && chosen ? <WebhookForm key={`edit ${chosen.id}`} webhook={chosen} /> : null
  const detail = panel === 'detail' && chosen ? <WebhookDetail key={chosen.id} webhook={chosen} /> : null
  return (
    <Screen
      title="Webhooks"
      answer={<WorksAnswer webhooks={webhooks} />}
      actions={form ? null : addButton(edit ? 'plain' : 'primary')}
    >
      <SplitView
        list={<WebhookList webhooks={webhooks} selectedId={chosen?.id ?? null} />}
        detail={form ?? edit ?? detail}
        detailLabel={form ? 'Add webhook' : `${edit ? 'Edit ' : ''}${chosen?.name ?? ''}`}
        onClose={detail ? closeWebhook : undefined}
        more={detail ? 'list' : 'detail'}
      />
    </Screen>
  )
}
