/** By how far they are apart, whichever is first: a clock that was set back must not silence a rule for long. */
export const isWithin = (at: number, now: number, ms: number) => Math.abs(now - at) < ms
