import type { FormValues } from './form-values.ts'

type Unsaved = { id: string; values: FormValues }

/** Forms that were left with changes in them, by webhook id or `add`. In memory only: there may be secrets in them. */
const kept = new Map<string, Unsaved>()

export const unsavedOf = (key: string): Unsaved | undefined => kept.get(key)
export const keepUnsaved = (key: string, unsaved: Unsaved): void => void kept.set(key, unsaved)
export const dropUnsaved = (key: string): void => void kept.delete(key)
