import type { RefusalError } from '../../../bridge.ts'

/** The fields the form shows an error at; a dotted path starts with one of them. */
const shown = [
  'name',
  'url',
  'events',
  'receiver',
  'signingSecret',
  'headers',
  'caCertificate',
  'clientCertificate',
  'clientCertificate.certificate',
  'clientCertificate.key',
  'clientCertificate.file',
  'clientCertificate.passphrase',
  'pins',
  'proxy',
  'proxy.url',
  'proxy.user',
  'proxy.password',
  'ratePerMinute',
  'template',
  'filter',
] as const
type Shown = (typeof shown)[number]
export type FieldPath = Shown | `headers.${number}.${'name' | 'value'}` | `fields.${string}`

export type Placed = {
  fields: { path: FieldPath; message: string }[]
  /** For the whole form: what there is no field to show at. */
  rest: string | null
}

/** Main names fields by dotted path, with `draft.` before it where the whole input was refused. */
export function placeRefusal({ fields, message }: Pick<RefusalError, 'fields' | 'message'>): Placed {
  const placed: Placed['fields'] = []
  const homeless: string[] = []
  for (const [path, words] of Object.entries(fields)) {
    const found = fieldAt(path.replace(/^draft\./, ''))
    if (found) placed.push({ path: found, message: words })
    else homeless.push(words)
  }
  const rest = placed.length > 0 ? homeless : [message, ...homeless]
  return { fields: placed, rest: rest.length > 0 ? rest.join(' ') : null }
}

function fieldAt(path: string): FieldPath | null {
  const header = /^headers\.(\d+)\.(name|value)$/.exec(path)
  if (header) return `headers.${Number(header[1])}.${header[2] === 'name' ? 'name' : 'value'}`
  const own = /^fields\.([\w-]+)$/.exec(path)
  if (own) return `fields.${own[1] ?? ''}`
  // `events.0` is shown at the events: there is one place for all of them.
  const first = path.split('.')[0]
  return shown.find((field) => field === path) ?? shown.find((field) => field === first) ?? null
}
