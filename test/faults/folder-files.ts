import { closeSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Chance } from './seeded-random.ts'

/** A file on its way into the watched folder. `replaced`: its events were there before another file took its place. */
export type Dropped = { name: string; titles: string[]; replaced: string[]; say: string; write: Write }

/** Writes the file: what is there at first at once, the rest from when somebody looks. */
type Write = (watched: string, up: Promise<void>) => Promise<void>

type Content = { ending: string; text: string; titles: string[] }

/** A file that stands still, is written in pieces with pauses between them, or is replaced by another one. */
export function makeFile(chance: Chance, index: number): Dropped {
  const how = chance.pick(['still', 'growing', 'replaced'] as const)
  const { ending, text, titles } = makeContent(chance, `file ${index}`, how === 'growing')
  const name = `drop-${index}.${ending}`
  const dropped = { name, titles, replaced: [], say: `${name}: ${how}` }
  switch (how) {
    case 'still':
      return { ...dropped, write: async (watched) => writeFileSync(join(watched, name), text) }
    case 'growing': {
      const ends = Array.from({ length: chance.between(1, 4) }, () => chance.between(1, text.length - 1))
      const cuts = [0, ...ends.toSorted((a, b) => a - b), text.length]
      const pieces = cuts
        .slice(1)
        .map((end, at) => ({ text: text.slice(cuts[at], end), pause: chance.between(5, 600) }))
      return { ...dropped, write: (watched, up) => writePieces(join(watched, name), pieces, up) }
    }
    case 'replaced': {
      const next = makeContent(chance, `file ${index} anew`, false, ending)
      const pause = chance.between(5, 900)
      return {
        ...dropped,
        titles: next.titles,
        replaced: titles,
        write: async (watched, up) => {
          writeFileSync(join(watched, name), text)
          await up
          await wait(pause)
          const unfinished = join(watched, `.${name}.tmp`)
          writeFileSync(unfinished, next.text)
          renameSync(unfinished, join(watched, name))
        },
      }
    }
  }
}

/** The writer has the file open all the while, wherever it is moved. */
async function writePieces(
  path: string,
  pieces: readonly { text: string; pause: number }[],
  up: Promise<void>,
): Promise<void> {
  const file = openSync(path, 'w')
  try {
    for (const { text, pause } of pieces) {
      writeSync(file, text)
      await up
      await wait(pause)
    }
  } finally {
    closeSync(file)
  }
}

/** `canGrow`: it shows of each of its parts whether it is whole. */
function makeContent(chance: Chance, what: string, canGrow: boolean, wanted?: string): Content {
  const titles = Array.from({ length: chance.between(1, 200) }, (_, at) => `${what} event ${at}`)
  const hasTime = chance.pick([true, false])
  const events = titles.map((title) => ({
    severity: 'high',
    title,
    ...(hasTime ? { timestamp: '2026-11-23T10:00:00Z' } : {}),
  }))
  const all = [
    ['ndjson', events.map((event) => `${JSON.stringify(event)}\n`).join('')],
    ['json', JSON.stringify(events, null, 2)],
    ['json', JSON.stringify(events)],
    ['cef', titles.map((title) => `CEF:0|V|P|1|ID|${title}|8|\n`).join('')],
  ] as const
  const [ending, text] = chance.pick(
    all.filter(([one]) => !(canGrow && one === 'cef') && (wanted === undefined || one === wanted)),
  )
  return { ending, text, titles }
}
