import type { RefusalBody } from '../../../preload/contract/refusal.ts'
import { openWorkstation, type Workstation } from '../../support/workstation.ts'

export const webhookId = 'whk_00000000-0000-4000-8000-000000000001'
export const otherId = 'whk_00000000-0000-4000-8000-000000000002'

export const aDraft = (given: object = {}) => ({
  name: 'SOAR',
  url: 'https://127.0.0.1:9/hook',
  events: ['agent.online'],
  ...given,
})

/** Asks as a page could that does not keep to the contract: any input. Answers the refusal there must be. */
export async function refusalOf(station: Workstation, name: string, input: unknown): Promise<RefusalBody> {
  const reply = await station.ask(name as 'app.snapshot', input as Record<string, never>)
  if (reply.ok) throw new Error(`${name} was not refused`)
  return reply.refusal
}

/** All the window can see of the state, to compare before and after. */
export async function stateOf(station: Workstation): Promise<unknown> {
  const { revision: _revision, ...snapshot } = await station.call('app.snapshot', {})
  return snapshot
}

export { openWorkstation }
