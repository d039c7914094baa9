import type { Ledger } from '../ledger/open.ts'
import type { Touched } from '../ledger/touched.ts'

/** `run` answers what to do once it is on disk. */
type Job = { run: (touched: Touched) => () => void; reject: (error: unknown) => void }

/** Fewer writes than `few` are no load; with `many` a transaction is long enough. */
const few = 4
const many = 48
const mostQuiet = 2
/** While a transaction runs nobody else has a turn: what has not begun after as long goes into the next one, ms. */
const longEnough = 6

type Options = { ledger: Ledger; before: () => void; after: () => void; monotonic: () => number }

export type Turn = ReturnType<typeof openTurn>

/**
 * Puts all writes of one turn of the event loop (under load, of a few turns) on disk in one transaction, so that syncing
 * to disk costs once for all of them; many go in several. Each is answered when it is on disk. One that throws fails
 * alone; where the disk refuses, all of them fail. `before` and `after` run around each transaction, outside of it.
 */
export function openTurn({ ledger, before, after, monotonic }: Options) {
  const first: Job[] = []
  const last: Job[] = []
  let scheduled = false

  function schedule(): void {
    if (scheduled) return
    scheduled = true
    setImmediate(() => gather(0, 0))
  }

  /**
   * Where much comes in, what comes in the next turns belongs to it too: `quiet` of them brought nothing beyond `seen`.
   * Under load that saves a third of the syncs to disk; one write by itself waits for nobody.
   */
  function gather(seen: number, quiet: number): void {
    const waiting = first.length + last.length
    const stillFor = waiting > seen ? 0 : quiet + 1
    if (waiting < few || waiting >= many || stillFor === mostQuiet) return flush()
    setImmediate(() => gather(waiting, stillFor))
  }

  function flush(): void {
    before()
    const answers = writeAll()
    scheduled = false
    if (first.length + last.length > 0) schedule()
    for (const answer of answers) answer()
    after()
  }

  function writeAll(): (() => void)[] {
    const begun: Job[] = []
    let failed = false
    const run = (job: Job, touched: Touched) => {
      begun.push(job)
      failed = true
      const answer = job.run(touched)
      failed = false
      return answer
    }
    try {
      return ledger.write((touched) => drain((job) => run(job, touched)))
    } catch (error) {
      // The usual way pays for no savepoints; only where one of them threw each gets its own.
      if (failed) return writeApart(begun)
      return drain(refuse(error), begun)
    }
  }

  function writeApart(begun: Job[]): (() => void)[] {
    const tried: Job[] = []
    try {
      return ledger.write(() =>
        drain((job) => {
          tried.push(job)
          try {
            return ledger.write(job.run)
          } catch (error) {
            return refuse(error)(job)
          }
        }, begun),
      )
    } catch (error) {
      return drain(refuse(error), tried.length > 0 ? tried : begun)
    }
  }

  /**
   * Takes what waits, `begun` ahead of it, and as much as there is time for. What comes in while the jobs run, such as
   * claims, still belongs to them.
   */
  function drain(run: (job: Job) => () => void, begun: Job[] = []): (() => void)[] {
    const answers = begun.map(run)
    const end = monotonic() + longEnough
    const next = () => (monotonic() < end ? first.shift() : undefined) ?? last.shift()
    for (let job = next(); job; job = next()) answers.push(run(job))
    return answers
  }

  const add =
    (to: Job[]) =>
    <T>(run: (touched: Touched) => T): Promise<T> =>
      new Promise((resolve, reject) => {
        to.push({
          run: (touched) => {
            const value = run(touched)
            return () => resolve(value)
          },
          reject,
        })
        schedule()
      })

  return {
    do: add(first),
    /** Behind all others of this turn: what is claimed there counts in all that came before. */
    last: add(last),
    busy: () => scheduled,
  }
}

const refuse = (error: unknown) => (job: Job) => () => job.reject(error)
