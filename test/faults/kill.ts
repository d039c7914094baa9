import { makeFolder } from '../support/plain-app.ts'
import { check } from './check.ts'
import { live } from './kill-life.ts'
import type { Life } from './kill-plan.ts'
import { type Mood, openKillReceiver } from './kill-receiver.ts'
import { noteSecrets } from './kill-secrets.ts'
import { makeStory } from './kill-story.ts'
import { noteSwitches } from './kill-switches.ts'
import type { Part } from './part.ts'
import { readLedger } from './read-ledger.ts'
import type { Entry } from './record.ts'
import { makeChance } from './seeded-random.ts'

const moods: Mood[] = ['steady', 'moody', 'broken', 'gone']
const signingSecret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`
/** Short, so that a delivery uses its five attempts while somebody waits for it. */
const steps: Life['steps'] = [0.05, 0.06, 0.07, 0.08]

/**
 * Events flow and the analyst disables, deletes, enables and gives new secrets; the process is killed, or quits, one to
 * three times, at a random moment or at a named point, and starts again on what it left; then it may finish. How far the
 * process gets until a moment, the machine decides.
 */
export const kill: Part = {
  name: 'kill',
  long: 500,
  short: 20,
  // What a dead process left waiting is sent 50 ms apart, on the real clock.
  atOnce: 4,
  async run(seed, say = () => {}) {
    const chance = makeChance(seed)
    const begun = performance.now()
    const now = () => performance.now() - begun
    const entries: Entry[] = [{ kind: 'steps', at: 0, seconds: steps }]
    const note = (entry: Entry) => void entries.push(entry)
    const receiver = await openKillReceiver(chance, moods, { now, note })
    const made = await makeFolder(moods.map(receiver.urlOf), { ca: receiver.ca, signingSecret })
    moods.forEach((mood, index) => receiver.assign(mood, made.ids[index]!, mood))
    const story = makeStory(chance, made.ids)
    const troubles: string[] = []
    const secrets = noteSecrets({ now, note })
    const switches = noteSwitches({ now, note })
    const circumstances = { now, note, switches, secrets, drained: receiver.drained, troubles }
    const always = { folder: made.folder, webhooks: made.ids, steps, prunes: story.prunes }
    try {
      for (const { end, ...wish } of story.lives) {
        const { afterMs: killAfterMs, words, ...how } = end
        say(`${Math.round(now())} ms: a life that ends ${words}`)
        for (const { after, what } of wish.clicks) say(`  ${what} after ${after} events`)
        const lived = await live({ ...always, ...wish, ...how }, { ...circumstances, killAfterMs })
        receiver.cut()
        afterwards(how.quitsAfter === null ? 'crash' : 'quit')
        say(`${Math.round(now())} ms: ${lived}`)
        if (how.quitsAfter === null) continue
        if (lived !== 'ended by itself') troubles.push(`quitting: ${lived}`)
        const left = readLedger(made.path).attempts.filter(({ ended_at: at }) => at === null)
        // Every answer comes within the time there is for it.
        if (left.length > 0) troubles.push(`quitting: ${left.length} attempts were broken off`)
      }
      const lived = await live(
        { ...always, ...story.last, death: null, quitsAfter: null },
        { ...circumstances, killAfterMs: null },
      )
      afterwards('quit')
      say(`${Math.round(now())} ms: the last life: ${lived}`)
      if (lived !== 'ended by itself') troubles.push(`the last life: ${lived}`)
      const allSecrets = [...secrets.signing.values()].flat()
      const record = { folder: made.folder, entries, signing: secrets.signing, secrets: allSecrets, page: [] }
      say(tellCounts(entries))
      return [...troubles, ...check(record)]
    } finally {
      await receiver.close()
      made.remove()
    }

    function afterwards(kind: 'crash' | 'quit'): void {
      note({ kind, at: now() })
      if (story.prunes) note({ kind: 'pruned', at: now(), bodyDays: 0, historyDays: 0 })
    }
  },
}

function tellCounts(entries: Entry[]): string {
  const counts = Map.groupBy(entries, ({ kind }) => kind)
  return [...counts].map(([kind, list]) => `${list.length} ${kind}`).join(', ')
}
