import type { Agent, AgentState } from '../../../preload/contract/agent.ts'
import { StatusPill, type Tone } from '../../components/StatusPill.tsx'

const looks: Record<AgentState, { tone: Tone; shape: string; word: string }> = {
  online: { tone: 'ok', shape: '●', word: 'Online' },
  offline: { tone: 'danger', shape: '■', word: 'Offline' },
}

export function AgentPill({ agent: { state, maintenanceUntil } }: { agent: Agent }) {
  return (
    <StatusPill {...looks[state]} oneLine>
      {maintenanceUntil === null ? undefined : 'maintenance'}
    </StatusPill>
  )
}
