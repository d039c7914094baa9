import { useCallback } from 'react'
import type { Agent } from '../../../preload/contract/agent.ts'
import { call, refusalWords } from '../../bridge.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { confirm } from '../../components/confirm.ts'
import { KeyValue } from '../../components/KeyValue.tsx'
import { PanelHeader } from '../../components/PanelHeader.tsx'
import { Skeleton } from '../../components/Skeleton.tsx'
import { toast } from '../../components/toasts.ts'
import { RelativeTime } from '../../format/RelativeTime.tsx'
import { visibleText } from '../../format/visible.ts'
import { closeAgent } from '../../stores/view.ts'
import styles from './AgentPanel.module.css'
import { AgentPill } from './AgentPill.tsx'
import { MaintenanceButtons } from './MaintenanceButtons.tsx'
import { OwnSilence } from './OwnSilence.tsx'
import { silenceWords } from './selectors.ts'
import { useAsked } from './use-asked.ts'

export function AgentPanel({ id }: { id: string }) {
  const { value: agent, failure, askAgain } = useAsked(useCallback(() => call('agents.get', { id }), [id]))
  if (failure !== null)
    return (
      <Banner tone="warn" next={failure} actions={<Button onPress={closeAgent}>Close</Button>}>
        This agent could not be read
      </Banner>
    )
  if (agent === null) return <Skeleton rows={6} label="The agent is being read" />
  return (
    <div className={styles['panel']}>
      <PanelHeader title={visibleText(agent.name)} closeLabel="Close the agent" onClose={closeAgent} />
      <KeyValue
        rows={[
          { label: 'State', value: <AgentPill agent={agent} /> },
          { label: 'Since', value: <RelativeTime at={agent.since} /> },
          { label: 'Last seen', value: <RelativeTime at={agent.lastSeenAt} /> },
          { label: 'Offline after', value: silenceWords(agent) },
          { label: 'Id', value: visibleText(agent.id), mono: true },
          ...Object.entries(agent.facts).map(([label, value]) => ({
            label: visibleText(label),
            value: visibleText(value),
          })),
        ]}
      />
      <OwnSilence key={`${agent.silenceFrom} ${agent.silenceSeconds}`} agent={agent} onSaved={askAgain} />
      <MaintenanceButtons agent={agent} onSaved={askAgain} />
      <div>
        <Button look="danger" onPress={() => void forget(agent)}>
          Forget agent
        </Button>
      </div>
    </div>
  )
}

async function forget({ id, name }: Agent): Promise<void> {
  const yes = await confirm({
    title: `Forget ${visibleText(name)}?`,
    body: 'It leaves the list, with its own silence and maintenance. When it reports again, it is listed as a new agent. Its events stay.',
    yes: 'Forget',
    no: 'Keep',
  })
  if (!yes) return
  try {
    await call('agents.forget', { id })
    closeAgent()
    toast(`${visibleText(name)} is forgotten.`)
  } catch (error) {
    toast(refusalWords(error), { tone: 'danger' })
  }
}
