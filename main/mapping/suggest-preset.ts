import type { MappingPreset } from '../../preload/contract/mapping.ts'
import type { Json } from '../templates/json.ts'
import { findValue } from './find-value.ts'
import { readRecord } from './read-record.ts'

/** The preset that fits the first part of a file best. */
export function suggestPreset(text: string): MappingPreset {
  if (/\bCEF:\s*\d/.test(text.slice(0, 1000))) return 'cef'
  if (/\bLEEF:\s*[12]/.test(text.slice(0, 1000))) return 'leef'
  const read = readRecord('json', text)
  if (!('record' in read)) return 'plain'
  const { record } = read
  const has = (...paths: string[]) => paths.some((path) => isThere(findValue(record, path)))
  if (has('data.severity', 'data.title')) return 'plain'
  if (has('rule.level', 'rule_level', 'RuleTitle', 'rule.title') || (has('level') && has('tags', 'logsource')))
    return 'sigma'
  if (
    has('ecs.version', 'kibana.alert.uuid', 'event.kind') ||
    (has('@timestamp') && has('event', 'host.name', 'rule.name'))
  )
    return 'ecs'
  return 'plain'
}

const isThere = (value: Json | undefined) => value !== undefined && value !== null
