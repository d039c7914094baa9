import type { AddressClass } from '../../preload/contract/outcome.ts'
import type { Effects } from './effects.ts'
import { refuseField } from './refuse-field.ts'

/** A name server that takes longer, ms, is not waited for: the first connection decides then. */
const mostLookup = 2000

/**
 * The class of address that saving a webhook agrees to; null where the name can't be looked up now. Rejects with a
 * Refusal at the URL where it leads to an address nothing may be sent to.
 */
export async function agree({ lookupClass, clock }: Pick<Effects, 'lookupClass' | 'clock'>, url: string) {
  const { hostname } = new URL(url)
  let giveUp = () => {}
  const late = new Promise<null>((resolve) => {
    giveUp = clock.at(clock.now() + mostLookup, () => resolve(null))
  })
  const found = await Promise.race([lookupClass(hostname), late]).finally(giveUp)
  // SECURITY: refused at connect as well; here the analyst can still change it.
  if (found === 'forbidden') throw refuseField('draft.url', refusedWords)
  return found satisfies AddressClass | null
}

export const refusedWords =
  'Nothing is ever sent to this address (link-local, cloud metadata, multicast or unspecified). Use the real address of the receiver.'
