import type { FormValues } from './form-values.ts'

/** Forms that were left with changes in them, by rule id or `add`. In memory only. */
const kept = new Map<string, FormValues>()

export const unsavedOf = (key: string): FormValues | undefined => kept.get(key)
export const keepUnsaved = (key: string, values: FormValues): void => void kept.set(key, values)
export const dropUnsaved = (key: string): void => void kept.delete(key)
