import { createStore } from 'zustand/vanilla'
import { refusalWords } from '../bridge.ts'
import type { Mirror, MirrorState } from './mirror.ts'
import { newestKept } from './mirror.ts'

type Row = { id: string; seq: number }

export type LogSource<T extends Row> = {
  /** The newest rows, from the mirror. */
  newest: (state: MirrorState) => Record<string, T>
  /** The rows of the last update, old ones too. */
  touched: (state: MirrorState) => T[]
  /** Older rows by command, newest first; at most `pageSize`. */
  page: (before: number | null) => Promise<T[]>
  matches: (row: T) => boolean
}

export type LogState<T> = {
  /** Newest first. */
  rows: readonly T[]
  /** Everything with a `seq` from here on is in `rows`. */
  from: number
  more: boolean
  loading: boolean
  failure: string | null
}

export const pageSize = 100
/** A list that has stood open under a flood lets go of its far end; scrolling brings it back. */
export const mostRows = 5000

/** A log of any length: the mirror's newest rows merged with older pages, which load while scrolling, all kept live. */
export function createLog<T extends Row>(source: LogSource<T>, mirror: Mirror) {
  const store = createStore<LogState<T>>(() => start(source, mirror.store.getState()))

  const loadMore = async () => {
    const { loading, more, from } = store.getState()
    if (loading || !more) return
    const { epoch } = mirror.store.getState()
    store.setState({ loading: true, failure: null })
    try {
      const page = await source.page(from === Infinity ? null : from)
      // A new snapshot has started the list over meanwhile.
      if (epoch !== mirror.store.getState().epoch) return
      store.setState((state) => withPage(state, page))
    } catch (error) {
      store.setState({ failure: refusalWords(error) })
    } finally {
      store.setState({ loading: false })
    }
  }

  // A screenful, where a filter leaves few of the newest: the end of a list that does not scroll is never reached.
  const fill = () => {
    if (store.getState().rows.length < pageSize / 2) void loadMore()
  }

  return {
    store,
    loadMore: () => void loadMore(),
    /** Follows the mirror until called off. */
    follow: () => {
      store.setState(start(source, mirror.store.getState()))
      fill()
      return mirror.store.subscribe((state, before) => {
        if (state.epoch !== before.epoch) {
          store.setState(start(source, state))
          fill()
        } else if (state.touched !== before.touched) {
          const rows = source.touched(state)
          if (rows.length > 0) store.setState((log) => withTouched(log, rows, source.matches))
        }
      })
    },
  }
}

function start<T extends Row>({ newest, matches }: LogSource<T>, state: MirrorState): LogState<T> {
  const known = Object.values(newest(state))
  return {
    rows: known.filter(matches).toSorted(newestFirst),
    from: Math.min(Infinity, ...known.map(({ seq }) => seq)),
    more: known.length >= newestKept,
    loading: false,
    failure: null,
  }
}

function withPage<T extends Row>(state: LogState<T>, page: readonly T[]): LogState<T> {
  const known = new Set(state.rows.map(({ id }) => id))
  const last = page.at(-1)
  return {
    ...state,
    rows: [...state.rows, ...page.filter(({ id }) => !known.has(id))].toSorted(newestFirst),
    from: last?.seq ?? state.from,
    more: page.length >= pageSize,
  }
}

function withTouched<T extends Row>(
  state: LogState<T>,
  touched: readonly T[],
  matches: (row: T) => boolean,
): LogState<T> {
  const changed = new Map(touched.map((row) => [row.id, row]))
  const kept = state.rows.filter(({ id }) => !changed.has(id))
  // A row further back than what is loaded comes with its page.
  const added = [...changed.values()].filter((row) => matches(row) && (row.seq >= state.from || !state.more))
  const rows = [...added, ...kept].toSorted(newestFirst)
  if (rows.length <= mostRows) return { ...state, rows }
  const cut = rows.slice(0, mostRows / 2)
  return { ...state, rows: cut, from: cut.at(-1)?.seq ?? state.from, more: true }
}

const newestFirst = (a: Row, b: Row) => b.seq - a.seq
