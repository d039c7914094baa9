import { checkHeaderValue, checkToken } from './parts/header-fields.ts'
import { withoutControls } from './parts/control-characters.ts'
import { secretField, textField } from './parts/fields.ts'
import { maskUrl } from './parts/mask-parts.ts'
import { packJson } from './parts/pack-json.ts'
import type { Fits, Receiver } from './receiver.ts'
import { splunkAnswers } from './splunk/answers.ts'

type Name = 'token' | 'index' | 'channel'

const cloudHost = /^http-inputs[-.][a-z0-9.-]+\.splunkcloud(gc)?\.com$/
const collector = /\/services\/collector(\/(event|raw|health))?(\/1\.0)?\/?$/
const guid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

const where = 'In Splunk: Settings → Data inputs → HTTP Event Collector'

function recognise(url: URL): Fits | null {
  const bare = url.pathname === '/' && (cloudHost.test(url.hostname) || url.port === '8088')
  if (!bare && !collector.test(url.pathname)) return null
  const fits = new URL(url)
  // The raw endpoint would store the envelope as the event; health takes none.
  if (bare) fits.pathname = '/services/collector/event'
  else fits.pathname = url.pathname.replace(/(\/(event|raw|health))?(\/1\.0)?\/?$/, '/event$3')
  const token = url.searchParams.get('token')
  if (token !== null) fits.searchParams.delete('token')
  return { kind: 'fits', url: fits.href, fields: token ? { token } : {} }
}

/** Splunk's HTTP Event Collector: one event a request, in its JSON envelope. */
export const splunk: Receiver<'splunk', Name> = {
  kind: 'splunk',
  name: 'Splunk HTTP Event Collector',
  urlExample: 'https://splunk.example.com:8088/services/collector/event',
  setUp: [
    `${where} → New Token. Choose the indexes it may write to.`,
    'In Global Settings there, see that all tokens are enabled and that SSL is on.',
    'The URL is the host of the collector with port 8088; in Splunk Cloud it is https://http-inputs-<stack>.splunkcloud.com.',
  ],
  unconfirmed: ['That Splunk Cloud takes 1 MB a request at most; 512 KB are sent at most.'],
  fields: [
    secretField('token', 'HEC token', { hint: `${where}, column Token Value.`, check: checkToken('Splunk') }),
    textField('index', 'Index', {
      hint: 'Leave it empty for the default index of the token. Otherwise one the token may write to.',
      required: false,
      placeholder: 'main',
      check: checkHeaderValue,
    }),
    textField('channel', 'Channel', {
      hint: 'Only where the token has indexer acknowledgment on: any GUID, always the same.',
      required: false,
      placeholder: '7b1f6a52-9d43-4f0e-8a31-0c2b5d9e7f10',
      check: (value) => (guid.test(value) ? null : 'A channel is a GUID such as 7b1f6a52-9d43-4f0e-8a31-0c2b5d9e7f10.'),
    }),
  ],
  check: (_values, url) =>
    // Splunk refuses it there, and proxies would keep it in their logs.
    url.searchParams.has('token') ? { token: 'Take token=… out of the URL and enter the token here.' } : {},
  recognise,
  signs: false,
  credentials: ({ token }) => (token === '' ? [] : [['authorization', `Splunk ${token}`]]),
  headers: ({ channel }) => (channel === '' ? [] : [['x-splunk-request-channel', channel]]),
  template: () => ({
    time: '{{ timestamp | epoch_s }}',
    host: '{{ data.agent.name | text }}',
    source: 'Castellan Webhooks',
    sourcetype: 'castellan:event',
    // Nothing where no index is entered: the token knows its own.
    index: '{{ fields.index | wrap("", "") }}',
    event: '{{ event }}',
    // Indexed beside the event: flat texts only, or Splunk refuses all of it.
    fields: {
      event_id: '{{ id }}',
      event_type: '{{ type }}',
      severity: '{{ data.severity }}',
      mitre_technique: '{{ data.mitre.technique_id | text }}',
    },
  }),
  escape: withoutControls,
  takesNull: false,
  limits: { bytes: 512 * 1024, characters: () => null, perMinute: null },
  pack: packJson,
  dedup: null,
  answers: splunkAnswers,
  mask: (url) => maskUrl(url, { path: /\/1\.0\/?$/ }),
}
