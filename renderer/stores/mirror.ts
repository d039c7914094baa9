import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { AgentCounts } from '../../preload/contract/agent.ts'
import type {
  Change,
  Counters,
  NetworkState,
  Problem,
  SecretStorage,
  Snapshot,
} from '../../preload/contract/changes.ts'
import type { Notices } from '../../preload/contract/notice.ts'
import type { Mail } from '../../preload/contract/email.ts'
import type { Delivery } from '../../preload/contract/delivery.ts'
import type { EventRow } from '../../preload/contract/event.ts'
import type { RefusalBody } from '../../preload/contract/refusal.ts'
import type { ReceiverCard } from '../../preload/contract/receiver.ts'
import type { Source } from '../../preload/contract/source.ts'
import type { Rule } from '../../preload/contract/rule.ts'
import { type Settings, settingsSchema } from '../../preload/contract/settings.ts'
import type { Webhook } from '../../preload/contract/webhook.ts'

/** The logs can be millions of rows: the mirror holds the newest, the screens page the rest. */
export const newestKept = 200

export type MirrorState = {
  /** False until the first snapshot: show skeletons. */
  ready: boolean
  webhooks: Record<string, Webhook>
  deliveries: Record<string, Delivery>
  events: Record<string, EventRow>
  /** How many there are; a new object whenever one of them changed. */
  agents: AgentCounts
  /** As they were made. */
  rules: readonly Rule[]
  settings: Settings
  counters: Counters
  problems: Problem[]
  network: NetworkState
  sources: readonly Source[]
  mails: readonly Mail[]
  notices: Notices
  secretStorage: SecretStorage
  receivers: readonly ReceiverCard[]
  app: Snapshot['app']
  /** Main refused the snapshot, so what is shown is old or empty. */
  startRefusal: RefusalBody | null
  /** Rows of the last update, also those too old to be kept: a list that has paged further back patches itself. */
  touched: { deliveries: Delivery[]; events: EventRow[] }
  /** Counts snapshots. A list that has paged further back starts over with a new one. */
  epoch: number
}

export type Mirror = ReturnType<typeof createMirror>

export function createMirror() {
  const store = createStore<MirrorState>(() => blank())
  return {
    store,
    /** One update, however many changes. */
    apply: (changes: readonly Change[]) => {
      if (changes.length > 0) store.setState((state) => reduce(state, changes))
    },
    reset: ({
      webhooks,
      deliveries,
      events,
      agents,
      rules,
      settings,
      counters,
      problems,
      network,
      sources,
      mails,
      notices,
      secretStorage,
      receivers,
      app,
    }: Snapshot) =>
      store.setState((state) => ({
        ready: true,
        startRefusal: null,
        agents,
        rules,
        settings,
        counters,
        problems,
        network,
        sources,
        mails,
        notices,
        secretStorage,
        receivers,
        app,
        webhooks: byId(webhooks),
        deliveries: newest(byId(deliveries)),
        events: newest(byId(events)),
        touched: { deliveries, events },
        epoch: state.epoch + 1,
      })),
    refuseStart: (startRefusal: RefusalBody) => store.setState({ startRefusal }),
  }
}

/** The app's one mirror; tests make their own or `reset` this one. */
export const mirror = createMirror()

/** Select a primitive or an object that is in the state: one built in the selector would render for ever. */
export const useMirror = <T>(selector: (state: MirrorState) => T): T => useStore(mirror.store, selector)

function reduce(state: MirrorState, changes: readonly Change[]): MirrorState {
  const next: MirrorState = { ...state, touched: { deliveries: [], events: [] } }
  // A bucket is cloned at its first touch and its untouched rows stay the same objects, so memoised rows do not render.
  const webhooks = () => (next.webhooks === state.webhooks ? (next.webhooks = { ...state.webhooks }) : next.webhooks)

  for (const change of changes)
    switch (change.kind) {
      case 'webhook':
        webhooks()[change.webhook.id] = change.webhook
        break
      case 'webhook.removed':
        delete webhooks()[change.id]
        break
      case 'delivery':
        next.touched.deliveries.push(change.delivery)
        break
      case 'event':
        next.touched.events.push(change.event)
        break
      case 'agents':
        next.agents = change.agents
        break
      case 'rules':
        next.rules = change.rules
        break
      case 'settings':
        next.settings = change.settings
        break
      case 'counters':
        next.counters = change.counters
        break
      case 'problems':
        next.problems = change.problems
        break
      case 'network':
        next.network = change.network
        break
      case 'sources':
        next.sources = change.sources
        break
      case 'mails':
        next.mails = change.mails
        break
      case 'notices':
        next.notices = change.notices
        break
      case 'show':
        // Says where to go and not what is so: startMirror passes it on.
        break
    }

  next.deliveries = merge(state.deliveries, next.touched.deliveries)
  next.events = merge(state.events, next.touched.events)
  return next
}

type Row = { id: string; seq: number }

function merge<T extends Row>(bucket: Record<string, T>, rows: readonly T[]): Record<string, T> {
  return rows.length === 0 ? bucket : newest({ ...bucket, ...byId(rows) })
}

function newest<T extends Row>(bucket: Record<string, T>): Record<string, T> {
  const rows = Object.values(bucket)
  if (rows.length <= newestKept) return bucket
  return byId(rows.toSorted((a, b) => b.seq - a.seq).slice(0, newestKept))
}

function byId<T extends { id: string }>(rows: readonly T[]): Record<string, T> {
  return Object.fromEntries(rows.map((row) => [row.id, row]))
}

function blank(): MirrorState {
  return {
    ready: false,
    webhooks: {},
    deliveries: {},
    events: {},
    agents: { offline: 0, online: 0 },
    rules: [],
    settings: settingsSchema.parse({}),
    counters: { pending: 0, held: 0, failed: 0 },
    problems: [],
    network: 'up',
    sources: [],
    mails: [],
    notices: { unread: 0, newest: [], untold: null },
    secretStorage: 'keyring',
    receivers: [],
    app: { name: '', version: '', electron: '', chromium: '', node: '', platform: '', dataFolder: '' },
    startRefusal: null,
    touched: { deliveries: [], events: [] },
    epoch: 0,
  }
}
