import { create } from 'zustand'

export type Question = {
  title: string
  body: string
  /** A verb: what happens on yes. */
  yes: string
  no: string
}

type Asked = Question & { answer: (yes: boolean) => void }

export const useQuestion = create<{ asked: Asked | null }>(() => ({ asked: null }))

/** Asks before something that can't be undone; everything else is done at once with an undo. See ConfirmDialog. */
export function confirm(question: Question): Promise<boolean> {
  useQuestion.getState().asked?.answer(false)
  return new Promise((resolve) => {
    const answer = (yes: boolean) => {
      useQuestion.setState({ asked: null })
      resolve(yes)
    }
    useQuestion.setState({ asked: { ...question, answer } })
  })
}
