import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Skeleton } from '../../components/Skeleton.tsx'
import { VirtualList } from '../../components/VirtualList.tsx'
import { useMirror } from '../../stores/mirror.ts'
import { type AgentFilter, filterAgents, openAgent, show, useView } from '../../stores/view.ts'
import { agentColumns } from './columns.tsx'
import { useAgents } from './use-agents.ts'

/** One filter's list; mounted anew with another filter. */
export function AgentList({ filter }: { filter: AgentFilter }) {
  const { agents, failure, loadMore, askAgain } = useAgents(filter)
  const selected = useView((view) => (view.settingSilence ? null : view.agentId))

  return (
    <>
      {failure !== null && (
        <Banner tone="warn" next={failure} actions={<Button onPress={askAgain}>Try again</Button>}>
          The agents could not be read
        </Banner>
      )}
      {agents === null && failure === null && <Skeleton rows={8} label="Agents are being read" />}
      {agents?.length === 0 && <NoAgents filter={filter} />}
      {agents !== null && agents.length > 0 && (
        <VirtualList
          label="Agents"
          columns={agentColumns}
          rows={agents}
          keyOf={(agent) => agent.id}
          selectedKey={selected}
          onOpen={openAgent}
          onEnd={loadMore}
        />
      )}
    </>
  )
}

function NoAgents({ filter: { state, search } }: { filter: AgentFilter }) {
  const total = useMirror(({ agents }) => agents.offline + agents.online)
  if (total > 0 && (state !== null || search !== ''))
    return (
      <EmptyState action={<Button onPress={() => filterAgents({ state: null, search: '' })}>Show all agents</Button>}>
        {search === '' ? `No agent is ${state}.` : 'No agent matches this search.'}
      </EmptyState>
    )
  return (
    <EmptyState
      action={
        <Button look="primary" onPress={() => show('sources')}>
          Set up a source
        </Button>
      }
    >
      An agent is listed here once a source brings its first heartbeat, or an event that names it. From then on you are
      told when it stops reporting and when it is back.
    </EmptyState>
  )
}
