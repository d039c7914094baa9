import type { ReceiverKind } from '../../preload/contract/receiver.ts'
import { receivers } from './index.ts'
import { isAsked, valuesOf } from './values.ts'

/** Where events are posted to, of a receiver of which only the host was pasted. `entered`: what was, beside the URL. */
export function completeUrl(kind: ReceiverKind, url: string, entered: Readonly<Record<string, string | null>>): string {
  const fits = receivers[kind].recognise(new URL(url))
  return fits?.kind === 'fits' && isAsked(fits, valuesOf(receivers[kind], entered)) ? fits.url : url
}
