import type { Agent } from '../../../preload/contract/agent.ts'
import { call, refusalWords } from '../../bridge.ts'
import { Button } from '../../components/Button.tsx'
import { toast } from '../../components/toasts.ts'
import { Countdown } from '../../format/Countdown.tsx'
import styles from './AgentPanel.module.css'

const hour = 3_600_000
const spans = [
  { label: '1 hour', ms: hour },
  { label: '4 hours', ms: 4 * hour },
  { label: '1 day', ms: 24 * hour },
]

/** A maintenance of this one agent, from now on. */
export function MaintenanceButtons({ agent, onSaved }: { agent: Agent; onSaved: () => void }) {
  const { id, maintenanceUntil } = agent
  const set = async (until: number | null) => {
    try {
      const { maintenanceUntil: left } = await call('agents.setMaintenance', { id, until })
      if (until === null && left !== null)
        toast('A window for its group still holds. End it under Silence and maintenance.')
      onSaved()
    } catch (error) {
      toast(refusalWords(error), { tone: 'danger' })
    }
  }
  return (
    <section className={styles['section']} aria-label="Maintenance">
      <h3 className={styles['heading']}>Maintenance</h3>
      <p className={styles['quiet']}>
        {maintenanceUntil === null ? (
          'While it is in maintenance its silence is expected, and nobody is told.'
        ) : (
          <>
            Its silence is expected; this ends <Countdown to={maintenanceUntil} />.
          </>
        )}
      </p>
      <div className={styles['buttons']}>
        {spans.map(({ label, ms }) => (
          <Button key={label} small onPress={() => void set(Date.now() + ms)}>
            {label}
          </Button>
        ))}
        {maintenanceUntil !== null && (
          <Button small onPress={() => void set(null)}>
            End now
          </Button>
        )}
      </div>
    </section>
  )
}
