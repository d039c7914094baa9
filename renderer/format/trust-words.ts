import type { Trace } from '../../preload/contract/outcome.ts'

type Trust = NonNullable<NonNullable<Trace['tls']>['trust']>

/** Whose certificate authority vouched for the receiver. */
export const trustWords: Record<Trust, string> = {
  own: "this webhook's CA",
  system: 'the system store',
  bundled: 'the built-in list',
}
