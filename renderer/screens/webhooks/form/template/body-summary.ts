import type { ReceiverKind } from '../../../../../preload/contract/receiver.ts'

/** What is folded away under Body, in short. */
export function bodySummary(template: string | null, receiver: ReceiverKind, name: string | undefined): string {
  if (template !== null) return 'Its own template'
  return receiver === 'custom' || name === undefined ? 'The whole event, as JSON' : `As ${name} takes it`
}
