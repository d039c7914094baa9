import type { Agent } from '../../../preload/contract/agent.ts'
import type { Snapshot } from '../../../preload/contract/changes.ts'
import { commands } from '../../../preload/contract/commands.ts'
import { type Emit, found, handle } from './fake-handler.ts'

const minute = 60_000

const anAgent = (now: number, agent: Pick<Agent, 'id' | 'name'> & Partial<Agent>): Agent => ({
  state: 'online',
  since: now - 60 * minute,
  lastSeenAt: now - minute,
  silenceSeconds: 300,
  silenceFrom: 'default',
  maintenanceUntil: null,
  facts: { ip: '10.20.30.41', os: 'Windows 11 23H2' },
  ...agent,
})

/** As main lists them: offline ones first, then by name. */
export const sampleAgents = (now = Date.now()): Agent[] => [
  anAgent(now, {
    id: 'agt-7f3c91',
    name: 'WIN-FIN-07',
    state: 'offline',
    since: now - 12 * minute,
    lastSeenAt: now - 17 * minute,
  }),
  anAgent(now, { id: 'agt-0a11', name: 'LNX-DB-01', silenceSeconds: 60, silenceFrom: 'group', facts: {} }),
  anAgent(now, { id: 'agt-55b2', name: 'WIN-HR-03', maintenanceUntil: now + 30 * minute }),
]

/** `agents` is the workstation's list; commands change it. */
export function fakeAgents(snapshot: Snapshot, emit: Emit) {
  let agents = snapshot.agents.online + snapshot.agents.offline === 0 ? [] : sampleAgents()
  const known = (id: string) =>
    found(
      agents.find((agent) => agent.id === id),
      'agent',
    )
  const tell = () => {
    const offline = agents.filter(({ state }) => state === 'offline').length
    emit({ kind: 'agents', agents: { offline, online: agents.length - offline } })
  }
  const put = (agent: Agent) => {
    agents = agents.map((one) => (one.id === agent.id ? agent : one))
    tell()
    return agent
  }

  return {
    'agents.page': handle(commands['agents.page'], ({ state, search, after }) =>
      after !== null
        ? []
        : agents.filter(
            (agent) =>
              (state ?? agent.state) === agent.state &&
              `${agent.name} ${agent.id}`.toLowerCase().includes(search.toLowerCase()),
          ),
    ),
    'agents.get': handle(commands['agents.get'], ({ id }) => known(id)),
    'agents.forget': handle(commands['agents.forget'], ({ id }) => {
      agents = agents.filter((agent) => agent !== known(id))
      tell()
      return {}
    }),
    'agents.setSilence': handle(commands['agents.setSilence'], ({ id, silenceSeconds }) =>
      put({
        ...known(id),
        silenceSeconds: silenceSeconds ?? 300,
        silenceFrom: silenceSeconds === null ? 'default' : 'own',
      }),
    ),
    'agents.setMaintenance': handle(commands['agents.setMaintenance'], ({ id, until }) =>
      put({ ...known(id), maintenanceUntil: until }),
    ),
  }
}
