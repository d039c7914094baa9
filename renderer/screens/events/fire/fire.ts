import { create } from 'zustand'
import type { Output } from '../../../../preload/contract/commands.ts'
import type { EventType } from '../../../../preload/contract/event.ts'
import { call, isRefusal, refusalWords } from '../../../bridge.ts'
import { checkDraft, type Draft, type Problems, problemsAt, writeData } from './draft.ts'

type FireState = {
  type: EventType
  /** What is written for each type; none until its sample has come. */
  texts: Partial<Record<EventType, string>>
  problems: Problems
  firing: boolean
  result: Output<'events.fire'> | null
  failure: string | null
}

const quiet = { problems: {}, result: null, failure: null }
const blank: FireState = { type: 'security.critical', texts: {}, firing: false, ...quiet }

/** The event being written. Kept while another screen is looked at; `discard` when its panel is closed. */
export const useFire = create<FireState>(() => blank)

export const draftOf = ({ type, texts }: FireState): Draft => ({ type, text: texts[type] ?? '' })

/** Fills in the sample where nothing is written yet. */
export async function fillIn(type: EventType): Promise<void> {
  if (useFire.getState().texts[type] !== undefined) return
  try {
    const { data } = await call('events.sample', { type })
    // What was typed while it was on its way is worth more.
    useFire.setState(({ texts }) => ({ texts: { [type]: writeData(data), ...texts } }))
  } catch (error) {
    useFire.setState({ failure: refusalWords(error) })
  }
}

export const chooseType = (type: EventType) => useFire.setState({ ...quiet, type })

export const edit = ({ type, text }: Draft) =>
  useFire.setState(({ texts, problems }) => ({
    ...quiet,
    texts: { ...texts, [type]: text },
    // A problem that has been said goes as soon as it is solved; a new one waits for the next press.
    problems: Object.keys(problems).length === 0 ? {} : (checkDraft({ type, text }).problems ?? {}),
  }))

export async function fire(): Promise<void> {
  const state = useFire.getState()
  if (state.firing) return
  const { input, problems } = checkDraft(draftOf(state))
  if (!input) return useFire.setState({ ...quiet, problems })
  useFire.setState({ ...quiet, firing: true })
  try {
    useFire.setState({ result: await call('events.fire', input) })
  } catch (error) {
    const fields = isRefusal(error) ? problemsAt(Object.entries(error.fields)) : {}
    useFire.setState({ problems: fields, failure: refusalWords(error) })
  } finally {
    useFire.setState({ firing: false })
  }
}

export const discard = () => useFire.setState(blank, true)
