import type { Handlers } from '../../preload/contract/commands.ts'
import { Refusal } from '../refusal.ts'
import type { Effects } from './effects.ts'

type AgentHandlers = Pick<Handlers, Extract<keyof Handlers, `agents.${string}`>>

export function makeAgentHandlers({ ledger, agents: monitor }: Pick<Effects, 'ledger' | 'agents'>): AgentHandlers {
  const { agents } = ledger

  function known(id: string) {
    const agent = agents.get(id)
    if (!agent) throw new Refusal('missing', 'This agent is not known any more. It is listed again when it reports.')
    return agent
  }

  const change = (id: string, write: () => void) =>
    ledger.write((touched) => {
      known(id)
      write()
      const agent = known(id)
      monitor.changed(touched, agent)
      return monitor.view(agent)
    })

  return {
    'agents.page': (input) =>
      agents.page({ ...input, search: input.search.trim() }).map((agent) => monitor.view(agent)),
    'agents.get': ({ id }) => monitor.view(known(id)),
    'agents.forget': ({ id }) =>
      ledger.write((touched) => {
        known(id)
        agents.forget(id)
        touched.agents = true
        return {}
      }),
    'agents.setSilence': ({ id, silenceSeconds }) => change(id, () => agents.setSilence(id, silenceSeconds)),
    'agents.setMaintenance': ({ id, until }) => change(id, () => agents.setMaintenance(id, until)),
  }
}
