import type { Delivery, DeliveryState } from '../../preload/contract/delivery.ts'
import type { Tone } from '../components/StatusPill.tsx'

/** Word, shape and colour: never colour alone. */
const words: Record<DeliveryState, { word: string; shape: string; tone: Tone }> = {
  queued: { word: 'Queued', shape: '○', tone: 'quiet' },
  sending: { word: 'Sending', shape: '◐', tone: 'quiet' },
  retrying: { word: 'Retrying', shape: '▲', tone: 'warn' },
  delivered: { word: 'Delivered', shape: '●', tone: 'ok' },
  failed: { word: 'Failed', shape: '✗', tone: 'danger' },
  held: { word: 'Held', shape: '■', tone: 'off' },
  cancelled: { word: 'Stopped', shape: '–', tone: 'quiet' },
}

/**
 * What a receiver has only taken to work on it later has not arrived yet, as far as anybody can tell. `by`: its name,
 * where there is room for it.
 */
export function deliveryWords({ state, lastCode }: Pick<Delivery, 'state' | 'lastCode'>, by?: string) {
  if (state !== 'delivered' || lastCode !== 'queued') return words[state]
  return { ...words.delivered, word: by === undefined ? 'Accepted' : `Accepted by ${by}`, shape: '◉' }
}
