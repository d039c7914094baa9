import { flatten, strings } from '../../templates/flatten.ts'
import { isObject, type Json } from '../../templates/json.ts'
import { textOf } from '../../templates/text.ts'
import { headline, plainLines } from '../parts/event-text.ts'
import { packJson } from '../parts/pack-json.ts'
import type { Packed } from '../receiver.ts'

/**
 * Database values. ServiceNow works the priority out of both (its default rules): critical is priority 1, high 2,
 * medium 3, low 4, info 5.
 */
const impact = '{{ data.severity | map("critical=1, high=2, medium=2, *=3") }}'
const urgency = '{{ data.severity | map("critical=1, high=1, medium=2, low=2, *=3") }}'

const record = {
  short_description: headline,
  description: plainLines,
  impact,
  urgency,
  correlation_id: '{{ id }}',
  correlation_display: 'Castellan Webhooks',
}

/** A table of one's own has columns that start with u_. */
const stagingRow = Object.fromEntries(Object.entries(record).map(([column, value]) => [`u_${column}`, value]))

/** A row of em_event. What has no column of its own goes into additional_info. */
const event = {
  source: 'Castellan Webhooks',
  event_class: 'Castellan Webhooks',
  node: '{{ data.agent.name | text }}',
  resource: '{{ data.rule.id | text }}',
  metric_name: '{{ data.rule.name | text }}',
  type: '{{ type }}',
  severity: '{{ data.severity | map("critical=1, high=2, medium=3, low=4, *=5") }}',
  description: `${headline}{{ data.description | wrap(": ", "") }}`,
  message_key: '{{ id }}',
  time_of_event: '{{ timestamp | utc }}',
  additional_info: '{{ event }}',
}

export function serviceNowTemplate(mode: string): Json {
  switch (mode) {
    case 'import':
      return stagingRow
    case 'events':
      return { records: [event] }
    default:
      return record
  }
}

export const packServiceNow = (tree: Json, mode: string): Packed =>
  packJson(mode === 'import' ? asTexts(tree) : mode === 'events' ? withTextInfo(tree) : tree)

/** An import set takes texts only (ServiceNow, Import Set API). */
const asTexts = (tree: Json): Json =>
  isObject(tree) ? Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, textOf(value)])) : tree

/** additional_info is flat JSON in a text. As an object it is easier to write, and may be shortened without breaking it. */
function withTextInfo(tree: Json): Json {
  if (!isObject(tree) || !Array.isArray(tree['records'])) return tree
  const records = tree['records'].map((row) =>
    isObject(row) && isObject(row['additional_info'])
      ? { ...row, additional_info: JSON.stringify(strings(flatten(row['additional_info']))) }
      : row,
  )
  return { ...tree, records }
}
