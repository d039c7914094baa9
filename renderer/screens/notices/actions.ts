import { call, refusalWords } from '../../bridge.ts'
import { toast } from '../../components/toasts.ts'
import { mirror } from '../../stores/mirror.ts'
import { openDelivery, openRule, openWebhook } from '../../stores/view.ts'

const sayWhy = (error: unknown) => toast(refusalWords(error), { tone: 'danger' })

/** Opens what it tells of, and counts as read. */
export function openNotice(id: string): void {
  const { notices, webhooks } = mirror.store.getState()
  const notice = notices.newest.find((one) => one.id === id)
  if (!notice) return
  if (notice.readAt === null) call('notices.read', { ids: [id] }).catch(sayWhy)
  const { kind, id: aboutId } = notice.about
  if (kind === 'rule') openRule(aboutId)
  else if (webhooks[aboutId]) openWebhook(aboutId)
  else if (notice.deliveryId !== null) openDelivery(notice.deliveryId)
}

export const markAllRead = () => call('notices.readAll', {}).catch(sayWhy)
