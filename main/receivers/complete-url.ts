import type { ReceiverKind } from '../../preload/contract/receiver.ts'
import { receivers } from './index.ts'

/** Where events are posted to, of a receiver of which only the host was pasted. */
export function completeUrl(kind: ReceiverKind, url: string): string {
  const fits = receivers[kind].recognise(new URL(url))
  return fits?.kind === 'fits' ? fits.url : url
}
