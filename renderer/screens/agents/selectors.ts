import type { Agent, AgentCounts } from '../../../preload/contract/agent.ts'
import { formatDuration } from '../../format/duration.ts'

/** Is everything all right? In one line. */
export function answerWords({ offline, online }: AgentCounts, on: boolean): string {
  if (!on) return 'Off: nobody’s silence is noticed'
  const count = offline + online
  if (count === 0) return ''
  if (offline === 0) return count === 1 ? 'The one agent reports' : `All ${count} agents report`
  return `${offline} offline · ${online} online`
}

const origins: Record<Agent['silenceFrom'], string> = { own: 'its own', group: 'by its group', default: 'the default' }

/** "5 min, the default". */
export const silenceWords = ({ silenceSeconds, silenceFrom }: Agent): string =>
  `${formatDuration(silenceSeconds * 1000)}, ${origins[silenceFrom]}`
