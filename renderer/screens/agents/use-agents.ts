import { useCallback, useState } from 'react'
import type { Agent } from '../../../preload/contract/agent.ts'
import { call } from '../../bridge.ts'
import type { AgentFilter } from '../../stores/view.ts'
import { useAsked } from './use-asked.ts'

const pageSize = 200

/** As many agents as were scrolled to, offline ones first; null: not read yet. */
export function useAgents({ state, search }: AgentFilter) {
  const [wanted, setWanted] = useState(pageSize)
  const ask = useCallback(() => readUpTo(wanted, { state, search }), [wanted, state, search])
  const { value, failure, askAgain } = useAsked(ask)
  const count = value?.length ?? 0
  const loadMore = useCallback(() => {
    if (count >= wanted) setWanted(wanted + pageSize)
  }, [count, wanted])
  return { agents: value, failure, loadMore, askAgain }
}

async function readUpTo(wanted: number, filter: AgentFilter): Promise<Agent[]> {
  const agents: Agent[] = []
  for (;;) {
    const last = agents.at(-1)
    const after = last ? { state: last.state, name: last.name, id: last.id } : null
    const page = await call('agents.page', { ...filter, after, limit: pageSize })
    agents.push(...page)
    if (page.length < pageSize || agents.length >= wanted) return agents
  }
}
