import { readFileSync, renameSync } from 'node:fs'
import { z } from 'zod'
import type { Problem } from '../../preload/contract/changes.ts'
import { type Settings, settingsSchema } from '../../preload/contract/settings.ts'
import { type Sealed, sealedSchema } from './setting-secrets.ts'

/** What the file holds. `window` is main's own affair and parsed where it is used. */
const fileSchema = z.strictObject({
  settings: settingsSchema.prefault({}),
  sealed: sealedSchema.prefault({}),
  window: z.unknown().optional(),
})

export type SettingsFile = { settings: Settings; sealed: Sealed; window: unknown }
export type Inspected = { content: SettingsFile; problem: Problem | null; writable: boolean }

/**
 * Reads the settings before electron-store does, because electron-store takes `[]` for an empty store. A file that
 * can't be understood is renamed and named in the problem, never overwritten: it may be somebody's only copy.
 */
export function inspectSettingsFile(path: string, now: () => number): Inspected {
  const defaults: SettingsFile = { settings: settingsSchema.parse({}), sealed: {}, window: undefined }
  let why: string
  try {
    const parsed = fileSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    if (parsed.success) {
      const { settings, sealed, window } = parsed.data
      return { content: { settings, sealed, window }, problem: null, writable: true }
    }
    const [issue] = parsed.error.issues
    why = `“${issue?.path.join('.') || 'the file'}” is not right: ${issue?.message ?? 'it has another shape'}`
  } catch (error) {
    if (isMissing(error)) return { content: defaults, problem: null, writable: true }
    why = error instanceof SyntaxError ? 'it is not JSON' : 'it can’t be opened'
  }
  return keepAside(path, why, now(), defaults)
}

function keepAside(path: string, why: string, at: number, content: SettingsFile): Inspected {
  const kept = path.replace(/\.json$/, '') + `.broken-${at}.json`
  try {
    renameSync(path, kept)
  } catch {
    const message = `The settings in ${path} can’t be read, because ${why}. The app runs with its defaults.`
    const next = 'Nothing was changed. Make the file readable for you, then restart the app.'
    return { content, problem: { id: 'settings-file', message, next }, writable: false }
  }
  const message = `The settings file can’t be read, because ${why}. The app runs with its defaults.`
  const next = `The old file is kept as ${kept}. Set your preferences again, or correct that file, rename it to settings.json and restart.`
  return { content, problem: { id: 'settings-file', message, next }, writable: true }
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'
