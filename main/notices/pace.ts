import type { Clock } from '../engine/effects.ts'

/** What is written close together is told together. */
const gatherMs = 1_000
/** After a fault of ours: it ends nothing, but it may come again at once. */
export const afterFaultMs = 60_000

/** Answers a function that has `run` called soon, once for all the calls until then. */
export function makeGather(clock: Clock, run: () => void): () => void {
  let gathering = false
  return () => {
    if (gathering) return
    gathering = true
    clock.at(clock.now() + gatherMs, () => {
      gathering = false
      run()
    })
  }
}
