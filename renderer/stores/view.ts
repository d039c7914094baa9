import { create } from 'zustand'
import type { AgentState } from '../../preload/contract/agent.ts'
import type { RuleDraft } from '../../preload/contract/rule.ts'
import type { Shown } from '../../preload/contract/changes.ts'
import type { DeliveryState } from '../../preload/contract/delivery.ts'

export type ScreenName =
  | 'deliveries'
  | 'events'
  | 'webhooks'
  | 'agents'
  | 'rules'
  | 'sources'
  | 'notices'
  | 'delivery'
  | 'network'
  | 'email'
  | 'desktop'
  | 'background'
  | 'storage'
  | 'appearance'
  | 'about'

/** The states of a delivery as the list is filtered by: what an analyst asks for, not what the engine counts. */
export const deliveryGroups = {
  all: { label: 'All', states: null },
  waiting: { label: 'Waiting', states: ['queued', 'sending', 'retrying'] },
  delivered: { label: 'Delivered', states: ['delivered'] },
  failed: { label: 'Failed', states: ['failed', 'cancelled'] },
  held: { label: 'Held', states: ['held'] },
} as const satisfies Record<string, { label: string; states: readonly DeliveryState[] | null }>
export type DeliveryGroup = keyof typeof deliveryGroups

export type ListFilter = { webhookId: string | null; eventId: string | null; group: DeliveryGroup }

export type AgentFilter = { state: AgentState | null; search: string }

export type ViewState = {
  /** From `delivery` on, the settings. */
  screen: ScreenName
  webhookId: string | null
  webhookPanel: 'detail' | 'add' | 'edit'
  ruleId: string | null
  rulePanel: 'detail' | 'add' | 'edit' | 'sigma'
  /** What the form to add a rule starts with, where that is not nothing. */
  ruleDraft: RuleDraft | null
  deliveryId: string | null
  eventId: string | null
  deliveryFilter: ListFilter
  agentId: string | null
  agentFilter: AgentFilter
  /** The panel with the rules of silence is open on the Agents screen. */
  settingSilence: boolean
  /** The panel to fire an event is open on the Events screen. */
  firing: boolean
}

const anyDelivery: ListFilter = { webhookId: null, eventId: null, group: 'all' }

export const firstView: ViewState = {
  screen: 'deliveries',
  webhookId: null,
  webhookPanel: 'detail',
  ruleId: null,
  rulePanel: 'detail',
  ruleDraft: null,
  deliveryId: null,
  eventId: null,
  deliveryFilter: anyDelivery,
  agentId: null,
  agentFilter: { state: null, search: '' },
  settingSilence: false,
  firing: false,
}

/** Where the analyst is. Ids only: what they stand for is in the mirror. */
export const useView = create<ViewState>(() => firstView)

const go = (view: Partial<ViewState>) => useView.setState(view)

export const show = (screen: ScreenName) => go({ screen })
export const showFirst = (hasWebhooks: boolean) => show(hasWebhooks ? 'deliveries' : 'webhooks')

export const openWebhook = (id: string) => go({ screen: 'webhooks', webhookId: id, webhookPanel: 'detail' })
export const addWebhook = () => go({ screen: 'webhooks', webhookId: null, webhookPanel: 'add' })
export const editWebhook = (id: string) => go({ screen: 'webhooks', webhookId: id, webhookPanel: 'edit' })
export const closeWebhook = () => go({ webhookId: null, webhookPanel: 'detail' })

/** From inside the list the filter stays; from anywhere else it would hide what was asked for. */
export const openDelivery = (id: string) =>
  useView.setState((view) => ({
    screen: 'deliveries',
    deliveryId: id,
    deliveryFilter: view.screen === 'deliveries' ? view.deliveryFilter : anyDelivery,
  }))
export const closeDelivery = () => go({ deliveryId: null })
export const filterDeliveries = (change: Partial<ListFilter>) =>
  useView.setState((view) => ({ deliveryFilter: { ...view.deliveryFilter, ...change } }))
export const showDeliveriesOf = (webhookId: string) =>
  go({ screen: 'deliveries', deliveryId: null, deliveryFilter: { ...anyDelivery, webhookId } })
export const showDeliveriesOfEvent = (eventId: string) =>
  go({ screen: 'deliveries', deliveryId: null, deliveryFilter: { ...anyDelivery, eventId } })

export const openEvent = (id: string) => go({ screen: 'events', eventId: id, firing: false })
export const closeEvent = () => go({ eventId: null })
export const startFiring = () => go({ screen: 'events', firing: true })
export const stopFiring = () => go({ firing: false })

export const openRule = (id: string) => go({ screen: 'rules', ruleId: id, rulePanel: 'detail', ruleDraft: null })
export const addRule = () => go({ screen: 'rules', ruleId: null, rulePanel: 'add', ruleDraft: null })
export const addRuleOf = (ruleDraft: RuleDraft) => go({ screen: 'rules', ruleId: null, rulePanel: 'add', ruleDraft })
export const editRule = (id: string) => go({ screen: 'rules', ruleId: id, rulePanel: 'edit' })
export const importSigma = () => go({ screen: 'rules', ruleId: null, rulePanel: 'sigma' })
export const closeRule = () => go({ ruleId: null, rulePanel: 'detail', ruleDraft: null })

export const openAgent = (id: string) => go({ screen: 'agents', agentId: id, settingSilence: false })
export const closeAgent = () => go({ agentId: null })
export const filterAgents = (change: Partial<AgentFilter>) =>
  useView.setState((view) => ({ agentFilter: { ...view.agentFilter, ...change } }))
export const startSettingSilence = () => go({ screen: 'agents', settingSilence: true })
export const stopSettingSilence = () => go({ settingSilence: false })

/** Where main asks the window to go. */
export function showPlace(place: Shown): void {
  switch (place.screen) {
    case 'webhooks':
      return openWebhook(place.webhookId)
    case 'deliveries':
      return openDelivery(place.deliveryId)
    case 'rules':
      return openRule(place.ruleId)
    case 'notices':
      return show('notices')
    case 'settings':
      return show('delivery')
  }
}
