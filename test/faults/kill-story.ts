import { type Click, clicks, killPoints, type Life } from './kill-plan.ts'
import type { Chance } from './seeded-random.ts'

/** How a life ends that is not the last. */
export type End = Pick<Life, 'death' | 'quitsAfter'> & { afterMs: number | null; words: string }

/** Weights of one, two and three lives that are cut short. */
const howOften = [
  [6, 1],
  [3, 2],
  [1, 3],
] as const

type Wish = Pick<Life, 'events' | 'clicks'>
export type Story = { prunes: boolean; lives: (Wish & { end: End })[]; last: Wish }

/** What a seed decides: the points, the moments, and what the analyst does. */
export function makeStory(chance: Chance, webhooks: string[]): Story {
  // The others are left alone, so that the whole rule of disabling holds for them.
  const touched = [chance.pick(webhooks), ...webhooks.filter(() => chance.maybe(0.25))]
  const wish = (events: number, most: number): Wish => ({
    events,
    clicks: Array.from({ length: chance.between(0, most) }, () => makeClick(chance, touched, events)),
  })
  const cut = Array.from({ length: chance.weighted(howOften) }, () => {
    const events = chance.between(10, 40)
    return { ...wish(events, 8), end: chooseEnd(chance, events) }
  })
  return { prunes: chance.maybe(0.3), lives: cut, last: wish(8, 4) }
}

function makeClick(chance: Chance, webhooks: string[], events: number): Click {
  const what = chance.pick(clicks)
  return { after: chance.between(1, events), webhook: chance.pick(webhooks), what, resume: chance.maybe(0.7) }
}

function chooseEnd(chance: Chance, events: number): End {
  const alive = { death: null, quitsAfter: null, afterMs: null }
  if (chance.maybe(0.2)) {
    const quitsAfter = chance.between(1, events - 1)
    return { ...alive, quitsAfter, words: `by quitting after ${quitsAfter} events` }
  }
  if (chance.maybe(0.5)) {
    const point = chance.pick(killPoints)
    const nth = chance.between(1, 60)
    return { ...alive, death: { point, nth }, words: `${point}, the ${nth}th time` }
  }
  // From the start of the process, so that some die while they recover.
  const afterMs = chance.between(100, 900)
  return { ...alive, afterMs, words: `after ${afterMs} ms` }
}
