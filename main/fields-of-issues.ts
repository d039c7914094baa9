import type { z } from 'zod'

/** Dotted path → what is wrong there. The first message at a field is the one to act on. */
export function fieldsOfIssues(issues: readonly z.core.$ZodIssue[]): Map<string, string> {
  const fields = new Map<string, string>()
  for (const issue of issues) {
    const path = issue.path.map(String)
    const unknownKeys = issue.code === 'unrecognized_keys' ? issue.keys : []
    for (const key of unknownKeys) fields.set([...path, key].join('.'), 'This field is not known here.')
    if (unknownKeys.length === 0 && !fields.has(path.join('.'))) fields.set(path.join('.'), issue.message)
  }
  return fields
}
