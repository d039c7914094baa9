import { agentStates } from '../../../preload/contract/agent.ts'
import { Button } from '../../components/Button.tsx'
import { Segmented } from '../../components/Segmented.tsx'
import { TextField } from '../../components/TextField.tsx'
import { useMirror } from '../../stores/mirror.ts'
import { type AgentFilter, filterAgents, startSettingSilence, useView } from '../../stores/view.ts'
import styles from './AgentFilters.module.css'

const names = { all: 'All', offline: 'Offline', online: 'Online' } as const
const groups = (['all', ...agentStates] as const).map((value) => ({ value, label: names[value] }))

export function AgentFilters({ filter: { state, search } }: { filter: AgentFilter }) {
  const isSetting = useView((view) => view.settingSilence)
  const isEmpty = useMirror(({ agents }) => agents.offline + agents.online === 0)
  return (
    <div className={styles['filters']}>
      {!isEmpty && (
        <>
          <div className={styles['search']}>
            <TextField
              label="Search by name or id"
              labelHidden
              placeholder="Search name or id"
              value={search}
              onChange={(text) => filterAgents({ search: text })}
            />
          </div>
          <Segmented
            label="State"
            labelHidden
            value={state ?? 'all'}
            onChange={(value) => filterAgents({ state: value === 'all' ? null : value })}
            options={groups}
          />
        </>
      )}
      {!isSetting && <Button onPress={startSettingSilence}>Silence and maintenance</Button>}
    </div>
  )
}
