import type { CommandName, RawInput } from '../../preload/contract/commands.ts'
import type { Answer } from '../../main/bridge/answer.ts'
import { tell, tellAndWait } from './kill-line.ts'
import type { Click, Facts } from './kill-plan.ts'

type Sides = {
  answer: Answer
  /** What the last commit left of a webhook. */
  facts: (webhook: string) => Facts
  /** The secret that was copied last. */
  copied: () => string
}

/** The analyst, in the process of the app: asks as the window does, and tells what was asked for. */
export function makeClicks({ answer, facts, copied }: Sides) {
  /** Whether it was done. What can't be done now is refused, as it should be. */
  const ask = async <N extends CommandName>(name: N, input: RawInput<N>): Promise<boolean> => {
    const reply = await answer(name, input)
    if (!reply.ok && reply.refusal.code !== 'conflict' && reply.refusal.code !== 'missing')
      tell({ kind: 'trouble', what: `${name}: ${reply.refusal.message}` })
    return reply.ok
  }

  async function tellSecret(id: string): Promise<void> {
    if (await ask('webhooks.secret.copy', { id }))
      tell({ kind: 'signs', webhook: id, wall: Date.now(), secret: copied() })
  }

  async function click({ webhook: id, what, resume }: Click): Promise<void> {
    const { disabledAt, removedAt } = facts(id)
    switch (what) {
      case 'disable':
      case 'remove':
        return void (await ask(`webhooks.${what}`, { id }))
      case 'enable': {
        const resumes = resume && disabledAt !== null
        if (resumes) tellAndWait({ kind: 'releases', webhook: id })
        const done = await ask('webhooks.enable', { id, resume })
        if (resumes && done) tell({ kind: 'resumed', webhook: id, all: false })
        return
      }
      case 'restore': {
        const done = await ask('webhooks.restore', { id })
        if (done && removedAt !== null && disabledAt === null) tell({ kind: 'resumed', webhook: id, all: false })
        return
      }
      case 'send held': {
        if (disabledAt === null) tellAndWait({ kind: 'releases', webhook: id })
        if (await ask('webhooks.held.send', { id })) tell({ kind: 'resumed', webhook: id, all: true })
        return
      }
      case 'rotate':
        tell({ kind: 'rotates', webhook: id, wall: Date.now() })
        if (await ask('webhooks.secret.rotate', { id })) await tellSecret(id)
        return
    }
  }

  return { click, tellSecret }
}
