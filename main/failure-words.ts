/**
 * How a failure is told, by the engine or by a receiver that knows better. `short` fits behind a status; the other three
 * are what happened, why most likely, what to do next. They serve tests, last attempts and redeliveries too, so they
 * promise no retry: that is said in front of `next` where it is true, and where it isn't, `passing` says that sending
 * again later may be all that is needed.
 */
export type Words = { short: string; what: string; why: string; next: string; passing?: true }
