import type { Handlers } from '../../preload/contract/commands.ts'
import { mostPreviewRows } from '../../preload/contract/mapping.ts'
import { mapRow } from '../mapping/map-text.ts'
import { presets } from '../mapping/presets.ts'
import { layoutOf, openSplitter } from '../sources/file/layout.ts'
import type { Effects } from './effects.ts'

export const makeMappingHandlers = ({
  clock,
}: Pick<Effects, 'clock'>): Pick<Handlers, 'mappings.presets' | 'mappings.try'> => ({
  'mappings.presets': () => presets,
  'mappings.try': ({ mapping, text }) => {
    const bytes = Buffer.from(text)
    const layout = layoutOf(bytes, mapping.format)
    if (layout.kind === 'unreadable')
      return { rows: [mapRow(mapping, { line: 1, problem: layout.problem }, clock.now())] }
    const splitter = openSplitter(layout.kind, layout.from)
    const parts = [...splitter.push(bytes.subarray(layout.from.position)), ...splitter.finish()]
    return { rows: parts.slice(0, mostPreviewRows).map((part) => mapRow(mapping, part, clock.now())) }
  },
})
