import type { MappingPreset } from '../../../preload/contract/mapping.ts'
import { suggestPreset } from '../../mapping/suggest-preset.ts'
import { layoutOf, openSplitter } from './layout.ts'

/** The preset that fits a file best, by the first part of its beginning. */
export function guessPreset(head: Uint8Array): MappingPreset {
  const layout = layoutOf(head, 'json')
  if (layout.kind === 'unreadable') return 'plain'
  const splitter = openSplitter(layout.kind, layout.from)
  const [first] = [...splitter.push(head.subarray(layout.from.position)), ...splitter.finish()]
  return first !== undefined && 'text' in first ? suggestPreset(first.text) : 'plain'
}
