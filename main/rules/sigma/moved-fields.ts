import { mappingPresets, presetNames } from '../../../preload/contract/mapping.ts'
import { presets } from '../../mapping/presets.ts'
import { inData } from './in-data.ts'

/** Read by a mapping, and left where it stood. */
const copied = new Set(['id', 'type', 'timestamp', 'data.severity'])

/** Where mappings put a field of the input, in words; null where none takes it from its place. */
export function movedWords(field: string): string | null {
  const moves = mappingPresets.flatMap((preset) => {
    const { fields, format } = presets[preset]
    // Sigma asks for the names that logs in JSON have.
    const move = format === 'json' && fields.find(({ from, to }) => !copied.has(to) && from.includes(field))
    return move && move.to !== inData(field) ? [`${presetNames[preset]} has it in ${move.to}`] : []
  })
  return moves.length === 0 ? null : `Look there instead where your source has such a mapping: ${moves.join('; ')}.`
}
