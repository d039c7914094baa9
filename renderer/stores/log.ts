import { createStore } from 'zustand/vanilla'
import { refusalWords } from '../bridge.ts'
import type { Mirror, MirrorState } from './mirror.ts'

type Row = { id: string; seq: number }

export type LogSource<T extends Row> = {
  /** The newest rows, from the mirror. */
  newest: (state: MirrorState) => Record<string, T>
  /** The rows of the last update, old ones too. */
  touched: (state: MirrorState) => T[]
  /** Older rows by command, newest first; at most `pageSize`, fewer where some can't be read; empty at the end. */
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

  // Counts how often the list started over: the answer to what it asked before that is of no use.
  let round = 0

  const loadMore = async () => {
    const { loading, more, from } = store.getState()
    if (loading || !more) return
    const mine = round
    store.setState({ loading: true, failure: null })
    const answer = await source.page(from === Infinity ? null : from).then(
      (page) => ({ page, failure: null }),
      (error: unknown) => ({ page: null, failure: refusalWords(error) }),
    )
    if (mine !== round) return
    const { page, failure } = answer
    // The far end was let go meanwhile: between it and this page there would be a hole.
    const isCut = store.getState().from !== from
    store.setState((state) => ({ ...(page && !isCut ? withPage(state, page) : state), loading: false, failure }))
    if (page && isCut) void loadMore()
    else fill()
  }

  // A screenful, where a filter leaves few of the newest: the end of a list that does not scroll is never reached.
  const fill = () => {
    const { rows, failure } = store.getState()
    // After a refusal only the analyst asks again: an update a second must not.
    if (rows.length < pageSize / 2 && failure === null) void loadMore()
  }

  const startOver = (state: MirrorState) => {
    round += 1
    store.setState(start(source, state))
    fill()
  }

  return {
    store,
    loadMore: () => void loadMore(),
    /** Follows the mirror until called off. */
    follow: () => {
      startOver(mirror.store.getState())
      return mirror.store.subscribe((state, before) => {
        if (state.epoch !== before.epoch) return startOver(state)
        const rows = state.touched === before.touched ? [] : source.touched(state)
        if (rows.length === 0) return
        store.setState((log) => withTouched(log, rows, source.matches))
        fill()
      })
    },
  }
}

function start<T extends Row>({ newest, matches }: LogSource<T>, state: MirrorState): LogState<T> {
  const known = Object.values(newest(state))
  return {
    rows: known.filter(matches).toSorted(newestFirst),
    from: Math.min(Infinity, ...known.map(({ seq }) => seq)),
    // Rows that can't be read are left out, so a few may be all there is or not: an empty page tells.
    more: known.length > 0,
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
    more: page.length > 0,
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
