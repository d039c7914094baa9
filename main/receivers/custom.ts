import { maskUrl } from './parts/mask-parts.ts'
import { packJson } from './parts/pack-json.ts'
import type { Receiver } from './receiver.ts'

/** Own endpoints and scripts: the Standard Webhooks payload. A 2xx is a yes, whatever the body says. */
export const custom: Receiver<'custom', never> = {
  kind: 'custom',
  name: 'Custom endpoint or script',
  urlExample: 'https://host.example.com/hooks/castellan',
  setUp: [
    'Have your endpoint or script answer a POST with a status from 200 to 299 once it has taken the event.',
    'Check the signature with one of the snippets at the webhook.',
  ],
  unconfirmed: [],
  fields: [],
  check: () => ({}),
  recognise: () => null,
  signs: true,
  credentials: () => [],
  headers: () => [],
  template: () => ({ id: '{{ id }}', type: '{{ type }}', timestamp: '{{ timestamp }}', data: '{{ data }}' }),
  escape: (text) => text,
  takesNull: true,
  limits: { bytes: 1024 * 1024, characters: () => null, perMinute: null },
  pack: packJson,
  dedup: 'The header webhook-id is the same for every attempt of a delivery.',
  answers: [],
  mask: (url) => maskUrl(url),
}
