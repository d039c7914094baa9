import type { Mapping, MappingPreset } from '../../preload/contract/mapping.ts'
import { cef } from './presets/cef.ts'
import { ecs } from './presets/ecs.ts'
import { leef } from './presets/leef.ts'
import { plain } from './presets/plain.ts'
import { sigma } from './presets/sigma.ts'

/** What a mapping begins with. */
export const presets: Record<MappingPreset, Mapping> = { plain, ecs, sigma, cef, leef }
