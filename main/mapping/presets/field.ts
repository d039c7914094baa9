import type { MappingField } from '../../../preload/contract/mapping.ts'

export const take = (to: string, ...from: string[]): MappingField => ({ to, from, constant: null })

/** With what to write where none of it is there. */
export const takeOr = (constant: string, to: string, ...from: string[]): MappingField => ({ to, from, constant })
