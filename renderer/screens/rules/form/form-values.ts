import type { Filter } from '../../../../preload/contract/filter.ts'
import type { RuleDraft, When, WhenKind } from '../../../../preload/contract/rule.ts'
import type { Severity } from '../../../../preload/contract/event.ts'
import { parseDuration, writeDuration } from '../../../format/written-duration.ts'

/** What the inputs hold. Of every kind of `when`, so that nothing typed is lost by a look at another one. */
export type FormValues = {
  name: string
  severity: Severity
  filter: Filter | null
  when: {
    kind: WhenKind
    atLeast: number | null
    withinSeconds: string
    of: string
    rememberDays: number | null
    learnSeconds: string
    forSeconds: string
  }
  by: string | null
  coolDownSeconds: string
}

export const emptyValues = (): FormValues => ({
  name: '',
  severity: 'high',
  filter: null,
  when: {
    kind: 'each',
    atLeast: 5,
    withinSeconds: '5 min',
    of: 'host',
    rememberDays: 30,
    learnSeconds: '24 h',
    forSeconds: '15 min',
  },
  by: null,
  coolDownSeconds: '10 min',
})

const written = (seconds: number): string => writeDuration(seconds) || '0 s'

export function valuesOf(draft: RuleDraft): FormValues {
  const { when, coolDownSeconds, ...rest } = draft
  return { ...rest, when: { ...emptyValues().when, ...shownWhen(when) }, coolDownSeconds: written(coolDownSeconds) }
}

function shownWhen(when: When): Partial<FormValues['when']> {
  switch (when.kind) {
    case 'each':
      return { kind: 'each' }
    case 'count':
      return { ...when, withinSeconds: written(when.withinSeconds) }
    case 'first':
      return { ...when, learnSeconds: written(when.learnSeconds) }
    case 'absence':
      return { ...when, forSeconds: written(when.forSeconds) }
  }
}

/** As main takes it; what is no time or no number is left for the schema to find. */
export function draftOf({ when, by, coolDownSeconds, ...rest }: FormValues) {
  return {
    ...rest,
    when: whenOf(when),
    by: when.kind === 'absence' ? null : by,
    coolDownSeconds: read(coolDownSeconds),
  }
}

const read = (text: string): number => parseDuration(text) ?? Number.NaN

function whenOf(when: FormValues['when']) {
  switch (when.kind) {
    case 'each':
      return { kind: 'each' as const }
    case 'count':
      return { kind: 'count' as const, atLeast: when.atLeast ?? Number.NaN, withinSeconds: read(when.withinSeconds) }
    case 'first':
      return {
        kind: 'first' as const,
        of: when.of,
        rememberDays: when.rememberDays ?? Number.NaN,
        learnSeconds: read(when.learnSeconds),
      }
    case 'absence':
      return { kind: 'absence' as const, forSeconds: read(when.forSeconds) }
  }
}

export const newRuleId = (): string => `rul_${crypto.randomUUID()}`
