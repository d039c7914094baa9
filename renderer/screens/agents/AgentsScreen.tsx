import { Screen } from '../../components/Screen.tsx'
import { SplitView } from '../../components/SplitView.tsx'
import { useMirror } from '../../stores/mirror.ts'
import { closeAgent, useView } from '../../stores/view.ts'
import { AgentFilters } from './AgentFilters.tsx'
import { AgentList } from './AgentList.tsx'
import { AgentPanel } from './AgentPanel.tsx'
import { answerWords } from './selectors.ts'
import { SilencePanel } from './silence/SilencePanel.tsx'

export function AgentsScreen() {
  const counts = useMirror((state) => state.agents)
  const on = useMirror((state) => state.settings.agents.on)
  const filter = useView((view) => view.agentFilter)
  const agentId = useView((view) => view.agentId)
  const isSetting = useView((view) => view.settingSilence)

  return (
    <Screen title="Agents" answer={answerWords(counts, on)} actions={<AgentFilters filter={filter} />}>
      <SplitView
        list={<AgentList key={filter.state} filter={filter} />}
        detail={isSetting ? <SilencePanel /> : agentId === null ? null : <AgentPanel key={agentId} id={agentId} />}
        detailLabel={isSetting ? 'Silence and maintenance' : 'Agent'}
        // What was typed into the form would be lost.
        onClose={isSetting ? undefined : closeAgent}
        more={isSetting ? 'detail' : 'list'}
      />
    </Screen>
  )
}
