import type { DeliveryState } from '../../preload/contract/delivery.ts'
import type { Tone } from '../components/StatusPill.tsx'

/** Word, shape and colour: never colour alone. */
export const deliveryStateWords: Record<DeliveryState, { word: string; shape: string; tone: Tone }> = {
  queued: { word: 'Queued', shape: '○', tone: 'quiet' },
  sending: { word: 'Sending', shape: '◐', tone: 'quiet' },
  retrying: { word: 'Retrying', shape: '▲', tone: 'warn' },
  delivered: { word: 'Delivered', shape: '●', tone: 'ok' },
  failed: { word: 'Failed', shape: '✗', tone: 'danger' },
  held: { word: 'Held', shape: '■', tone: 'off' },
  cancelled: { word: 'Stopped', shape: '–', tone: 'quiet' },
}
