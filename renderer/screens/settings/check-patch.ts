import { type SettingsPatch, settingsPatchSchema } from '../../../preload/contract/settings.ts'

type Checked = { patch: SettingsPatch; errors: null } | { patch: null; errors: Record<string, string> }

/** The schema main checks by: the patch, or by dotted path what is wrong; of a list, which line. */
export function checkPatch(values: unknown): Checked {
  const parsed = settingsPatchSchema.safeParse(values)
  if (parsed.success) return { patch: parsed.data, errors: null }
  const errors: Record<string, string> = {}
  for (const { path, message } of parsed.error.issues) {
    const line = path.at(-1)
    const inList = typeof line === 'number'
    errors[(inList ? path.slice(0, -1) : path).join('.')] ??= inList ? `Line ${line + 1}: ${message}` : message
  }
  return { patch: null, errors }
}
