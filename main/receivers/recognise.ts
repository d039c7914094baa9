import { type Recognised, receiverKinds } from '../../preload/contract/receiver.ts'
import { receivers } from './index.ts'

/** What a pasted URL says of where it leads. */
export function recognise(text: string): Recognised {
  const url = URL.parse(text.trim())
  if (url?.protocol !== 'https:') return { kind: 'unknown' }
  const found = receiverKinds.map((receiver) => ({ receiver, fits: receivers[receiver].recognise(url) }))
  // A URL of one may look like a retired one of another.
  const choices = found.flatMap(({ receiver, fits }) =>
    fits?.kind === 'fits'
      ? [{ receiver, url: fits.url, fields: fits.fields, ...(fits.when && { when: fits.when }) }]
      : [],
  )
  if (choices.length > 0) return { kind: 'known', choices }
  for (const { fits } of found) if (fits?.kind === 'retired') return fits
  return { kind: 'unknown' }
}
