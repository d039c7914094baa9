import type { Rule } from '../evidence.ts'
import { placed } from '../record.ts'

export const silentWhenDisabled: Rule = {
  name: '0 bytes after a committed disable or delete',
  check: ({ entries }) => {
    const disabled = new Set<string>()
    const deleted = new Set<string>()
    return placed(entries, 'disabled', 'enabled', 'deleted', 'restored', 'bytes', 'request').flatMap((entry) => {
      const { webhook } = entry
      switch (entry.kind) {
        case 'disabled':
          return (disabled.add(webhook), [])
        case 'enabled':
          return (disabled.delete(webhook), [])
        case 'deleted':
          return (deleted.add(webhook), [])
        case 'restored':
          return (deleted.delete(webhook), [])
        case 'bytes':
        case 'request': {
          if (!disabled.has(webhook) && !deleted.has(webhook)) return []
          const what = entry.kind === 'bytes' ? 'bytes' : `${entry.delivery} attempt ${entry.attempt}`
          return [`${what} reached ${webhook} at ${entry.at}`]
        }
      }
    })
  },
}
