import type { Source, SourceCounters, SourceKind } from '../../../preload/contract/source.ts'

export const sourceNames: Record<SourceKind, string> = {
  http: 'Local HTTP',
  folder: 'Watched folder',
}

const number = new Intl.NumberFormat('en-GB')

/** The question of the screen: does anything take events in, and does it work? */
export function answerWords(sources: readonly Source[]): string {
  const failed = sources.filter(({ state }) => state === 'failed')
  if (failed.length > 0) return `${namesOf(failed)} can’t take events in.`
  const on = sources.filter(({ state }) => state !== 'off')
  return on.length > 0
    ? `${namesOf(on)} ${on.length === 1 ? 'takes' : 'take'} events in.`
    : 'Events are fired by hand only.'
}

const namesOf = (sources: readonly Source[]) =>
  new Intl.ListFormat('en-GB').format(sources.map(({ kind }) => sourceNames[kind]))

/** "12 taken in · 3 known already · 0 refused". */
export const counterWords = ({ accepted, known, refused }: SourceCounters): string =>
  `${number.format(accepted)} taken in · ${number.format(known)} known already · ${number.format(refused)} refused`
