import { commands } from '../../../preload/contract/commands.ts'
import { mappingPresets, type Mapping } from '../../../preload/contract/mapping.ts'
import { handle } from './fake-handler.ts'

const mapping: Mapping = {
  preset: 'plain',
  format: 'json',
  fields: [{ to: 'data.title', from: ['title'], constant: null }],
  severities: [{ value: 'high', severity: 'high' }],
  types: [],
}
const counts = { events: 0, findings: 0, known: 0, refused: 0 }

/** Files and mappings without a main behind them: nothing is chosen, and nothing becomes of a text. */
export const fakeFiles = () => ({
  'sources.folder.choose': handle(commands['sources.folder.choose'], () => ({ path: null, files: 0 })),
  'mappings.presets': handle(commands['mappings.presets'], () => {
    const [plain, ecs, sigma, cef, leef] = mappingPresets.map((preset) => ({ ...mapping, preset }))
    return { plain: plain!, ecs: ecs!, sigma: sigma!, cef: cef!, leef: leef! }
  }),
  'mappings.try': handle(commands['mappings.try'], () => ({ rows: [] })),
  'imports.choose': handle(commands['imports.choose'], () => ({ file: null })),
  'imports.begin': handle(commands['imports.begin'], () => ({ id: crypto.randomUUID() })),
  'imports.append': handle(commands['imports.append'], () => ({ file: null })),
  'imports.preview': handle(commands['imports.preview'], () => ({ rows: [], counts, whole: true })),
  'imports.start': handle(commands['imports.start'], () => ({})),
  'imports.state': handle(commands['imports.state'], () => ({
    state: 'done' as const,
    progress: { name: 'alerts.json', bytes: 0, size: 0, counts },
    problems: [],
    message: null,
  })),
  'imports.cancel': handle(commands['imports.cancel'], () => ({})),
})
