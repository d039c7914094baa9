import type { RuleDraft, WhenKind } from '../../../preload/contract/rule.ts'
import { asShortcut, fieldNames } from '../../conditions/filter-words.ts'
import { formatDuration } from '../../format/duration.ts'
import { visibleText } from '../../format/visible.ts'

export const whenNames: Record<WhenKind, string> = {
  each: 'An event matches',
  count: 'Many match within a time',
  first: 'A value is seen for the first time',
  absence: 'Nothing matches for a time',
}

const span = (seconds: number) => formatDuration(seconds * 1000)

/** "Host", "data.process.name" */
export const fieldName = (path: string): string => {
  const shortcut = asShortcut(path)
  return shortcut ? fieldNames[shortcut] : visibleText(path)
}

/** "5 within 2 min, for each User" */
export function whenWords({ when, by }: Pick<RuleDraft, 'when' | 'by'>): string {
  const apart = by === null || when.kind === 'absence' ? '' : `, for each ${fieldName(by)}`
  switch (when.kind) {
    case 'each':
      return `Each event${apart}`
    case 'count':
      return `${when.atLeast} within ${span(when.withinSeconds)}${apart}`
    case 'first':
      return `New ${fieldName(when.of)}${apart}`
    case 'absence':
      return `Nothing for ${span(when.forSeconds)}`
  }
}

export function coolDownWords({ when, by, coolDownSeconds }: RuleDraft): string {
  if (coolDownSeconds === 0) return 'None'
  const apart = by === null || when.kind === 'absence' ? '' : `, each ${fieldName(by)} by itself`
  return `${span(coolDownSeconds)}${apart}`
}
