import type { ReceiverCard } from '../../../preload/contract/receiver.ts'

/** As main tells them, in little. */
export const fakeReceivers: ReceiverCard[] = [
  {
    kind: 'custom',
    name: 'Custom endpoint or script',
    fields: [],
    urlExample: 'https://host.example.com/hooks/castellan',
    setUp: ['Have your endpoint answer a POST with a status from 200 to 299.'],
    unconfirmed: [],
    signs: true,
    perMinute: null,
    dedup: null,
  },
]
