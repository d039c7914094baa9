/** One kind of trouble the engine is put through, run by run; what a run does follows from its seed alone. */
export type Part = {
  /** As it is asked for: `npm run faults -- <name> <seed>`. */
  name: string
  /** Runs in `npm run faults`: seeds 1 to `long`. */
  long: number
  /** Runs in `npm test`: seeds 1 to `short`. */
  short: number
  /** Runs that may go on in one process at the same time, where they are waiting most of the time; 1 if not given. */
  atOnce?: number
  /** Why it can't run on this machine; null where it can. */
  leftOut?: () => string | null
  /**
   * One run. Answers what was broken, each as `rule: what`; nothing where every rule held. `say` hears what happens
   * while one seed is replayed.
   */
  run: (seed: number, say?: (line: string) => void) => Promise<string[]>
}
