import { type AgentSettings, type repeats } from '../../../../preload/contract/agent.ts'
import { localMinute } from '../../deliveries/since.ts'

/** What is typed. `key` tells the rows apart while they come and go. */
export type GroupValues = { key: string; pattern: string; silenceSeconds: number | null }
export type WindowValues = {
  key: string
  pattern: string
  /** Local date and time, as in the field; '' while it is not whole. */
  from: string
  until: string
  repeat: (typeof repeats)[number]
}
export type SilenceValues = {
  silenceSeconds: number | null
  holdOffSeconds: number | null
  graceSeconds: number | null
  groups: GroupValues[]
  maintenance: WindowValues[]
}

const hour = 3_600_000
const newKey = () => crypto.randomUUID()

export const newGroup = (): GroupValues => ({ key: newKey(), pattern: '', silenceSeconds: 900 })

export const newWindow = (now: number): WindowValues => ({
  key: newKey(),
  pattern: '*',
  from: localMinute(now),
  until: localMinute(now + hour),
  repeat: 'once',
})

export function valuesOf({
  silenceSeconds,
  holdOffSeconds,
  graceSeconds,
  groups,
  maintenance,
}: AgentSettings): SilenceValues {
  return {
    silenceSeconds,
    holdOffSeconds,
    graceSeconds,
    groups: groups.map((group) => ({ key: newKey(), ...group })),
    maintenance: maintenance.map(({ from, until, ...window }) => ({
      key: newKey(),
      ...window,
      from: localMinute(from),
      until: localMinute(until),
    })),
  }
}

const timeOf = (text: string) => (text === '' ? null : Date.parse(text))

/** As the settings take it; a time that is not whole is null, which they refuse in words. */
export const patchOf = ({ groups, maintenance, ...numbers }: SilenceValues) => ({
  agents: {
    ...numbers,
    groups: groups.map(({ key: _key, ...group }) => group),
    maintenance: maintenance.map(({ key: _key, from, until, ...window }) => ({
      ...window,
      from: timeOf(from),
      until: timeOf(until),
    })),
  },
})
