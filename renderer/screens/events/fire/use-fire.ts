import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Output } from '../../../../preload/contract/commands.ts'
import type { EventType } from '../../../../preload/contract/event.ts'
import { call, isRefusal, refusalWords } from '../../../bridge.ts'
import { checkDraft, type Draft, type Problems, problemsAt, writeData } from './draft.ts'

type State = {
  draft: Draft
  problems: Problems
  pending: boolean
  result: Output<'events.fire'> | null
  failure: string | null
}

const quiet = { problems: {}, result: null, failure: null }

/** Writing an event and firing it. Another type brings its own sample; what was written for the one before is kept for it. */
export function useFire() {
  const [state, setState] = useState<State>({
    draft: { type: 'security.critical', text: '' },
    pending: true,
    ...quiet,
  })
  const drafts = useRef(new Map<EventType, Draft>())
  const { draft } = state
  const patch = (change: Partial<State>) => setState((before) => ({ ...before, ...change }))

  const sample = useEffectEvent(async (type: EventType) => {
    try {
      const { data } = await call('events.sample', { type })
      const text = writeData(data)
      // The type may have been changed again while the sample was on its way.
      setState((before) => (before.draft.type === type ? { ...before, draft: { type, text }, pending: false } : before))
    } catch (error) {
      patch({ failure: refusalWords(error), pending: false })
    }
  })
  const { type } = draft
  useEffect(() => {
    if (!drafts.current.has(type)) void sample(type)
  }, [type])

  const choose = (next: EventType) => {
    drafts.current.set(type, draft)
    const kept = drafts.current.get(next)
    patch({ ...quiet, draft: kept ?? { type: next, text: '' }, pending: kept === undefined })
  }

  const edit = (next: Draft) => {
    // A problem that has been said goes as soon as it is solved; a new one waits for the next press.
    const problems = Object.keys(state.problems).length === 0 ? {} : (checkDraft(next).problems ?? {})
    patch({ ...quiet, draft: next, problems })
  }

  const fire = async () => {
    const { input, problems } = checkDraft(draft)
    if (!input) return patch({ ...quiet, problems })
    patch({ ...quiet, pending: true })
    try {
      const result = await call('events.fire', input)
      patch({ result, pending: false })
    } catch (error) {
      const fields = isRefusal(error) ? problemsAt(Object.entries(error.fields)) : {}
      patch({ problems: fields, failure: refusalWords(error), pending: false })
    }
  }

  return {
    ...state,
    choose,
    edit,
    fire: () => {
      if (!state.pending) void fire()
    },
  }
}
