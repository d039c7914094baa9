import type { Webhook } from '../../../preload/contract/webhook.ts'

export const anyWebhook = 'any'

/** For a Select: all of them, then each by its name. */
export const webhookOptions = (webhooks: Record<string, Webhook>): { value: string; label: string }[] => [
  { value: anyWebhook, label: 'All webhooks' },
  ...Object.values(webhooks)
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map(({ id, name }) => ({ value: id, label: name })),
]
