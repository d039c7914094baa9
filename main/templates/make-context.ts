import { eventTypeNames, type SecurityEvent } from '../../preload/contract/event.ts'
import { isObject, type Json } from './json.ts'
import { toJson } from './to-json.ts'

/** What a template's paths start from. `fields`: the receiver's, without the secret ones. */
export function makeContext(event: SecurityEvent, fields: Readonly<Record<string, string>>): { [key: string]: Json } {
  const { id, type, timestamp } = event
  const read = toJson(event.data)
  const data = isObject(read) ? read : {}
  const own = { id, type, timestamp }
  return {
    id,
    type,
    type_name: eventTypeNames[type],
    timestamp,
    data,
    // Its own id, type and time, whatever there is in the data by these names.
    event: { ...own, ...data, ...own },
    fields: { ...fields },
  }
}
