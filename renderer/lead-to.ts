import type { Shown } from '../preload/contract/changes.ts'
import { toast } from './components/toasts.ts'
import { mirror } from './stores/mirror.ts'
import { showPlace } from './stores/view.ts'

/** Goes where main asks the window to go. A link may be older than what it leads to: what is gone is said. */
export function leadTo(place: Shown): void {
  showPlace(place)
  const { webhooks, rules } = mirror.store.getState()
  if (place.screen === 'webhooks' && !webhooks[place.webhookId]) sayGone('webhook', Object.keys(webhooks).length)
  if (place.screen === 'rules' && !rules.some(({ id }) => id === place.ruleId)) sayGone('rule', rules.length)
}

const sayGone = (what: 'webhook' | 'rule', others: number) =>
  toast(`This ${what} was deleted.${others > 0 ? ' Here are the others.' : ''}`)
