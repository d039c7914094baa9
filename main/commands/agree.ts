import { type AddressClass, addressClasses } from '../../preload/contract/outcome.ts'
import { Refusal } from '../refusal.ts'
import type { Effects } from './effects.ts'
import { refuseField } from './refuse-field.ts'

/** A name server that takes longer, ms, is not waited for: the first connection decides then. */
const mostLookup = 2000

/**
 * The class of address a URL leads to; null where the name can't be looked up now. Rejects with a Refusal at the URL
 * where it leads to an address nothing may be sent to.
 */
export async function findClass({ lookupClass, clock }: Pick<Effects, 'lookupClass' | 'clock'>, url: string) {
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

const words: Record<AddressClass, string> = {
  public: 'to the public internet',
  private: 'into your private network',
  loopback: 'to this workstation',
}

export const isSameHost = (one: string, other: string) => new URL(one).hostname === new URL(other).hostname

const isLessPublic = (one: AddressClass, other: AddressClass) =>
  addressClasses.indexOf(one) > addressClasses.indexOf(other)

/**
 * What holds once a webhook whose host stays is saved. `found` null: nothing was looked up or found. Throws a Refusal
 * at the URL where it leads somewhere less public that the analyst does not agree to.
 */
export function agreeAnew(
  { url, agreed }: { url: string; agreed: AddressClass | null },
  found: AddressClass | null,
  agreeTo: AddressClass | null,
): AddressClass | null {
  if (found === null) return agreed
  if (agreed === null) return found
  if (!isLessPublic(found, agreed)) return agreed
  if (found === agreeTo) return found
  // SECURITY: a name that turned less public may have been turned by an attacker; no save agrees to that by the way.
  const message = `${new URL(url).hostname} now leads ${words[found]}. Agree to that below if it is right, or use another URL.`
  throw new Refusal('conflict', message, { 'draft.url': message }, found)
}

/** For a test, which finds out itself where the host leads: what was agreed to, and what the draft agrees to. */
export const agreedForTest = (agreed: AddressClass | null, agreeTo: AddressClass | null): AddressClass | null =>
  agreed !== null && agreeTo !== null && isLessPublic(agreeTo, agreed) ? agreeTo : agreed
