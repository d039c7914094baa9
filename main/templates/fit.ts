/** The largest cap on the length of values, from 0 to `most`, that fits. 0 where none does. */
export function findCap(most: number, fits: (cap: number) => boolean): number {
  if (fits(most)) return most
  let low = 0
  let high = most
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (fits(middle)) low = middle
    else high = middle
  }
  return low
}

/** As full as is good enough. */
const full = 0.9

/**
 * Where trying a cap means to render a whole body: a cap from 0 to `most` with which nine tenths of it are used, or nearly the
 * largest that fits, after few tries. `measure`: the part of the allowed size that is used, null where it doesn't fit.
 * Every cap that fits is larger than those measured before it that did. Answers nothing: the last that fitted is it.
 */
export function approachCap(most: number, measure: (cap: number) => number | null): void {
  let used = measure(1)
  if (used === null) {
    measure(0)
    return
  }
  let low = 1
  let high = most + 1
  for (let guess = true; used < full && high - low > Math.max(1, low >> 4); guess = !guess) {
    // Bodies grow more slowly than their values, so that the first guess is low and safe; halving the ratio of the
    // bounds in turn with it keeps the number of tries down where most of the body is not values.
    const next = Math.round(guess ? low / Math.max(used, 0.001) : Math.sqrt(low * high))
    const cap = Math.min(high - 1, Math.max(low + 1, next))
    const measured = measure(cap)
    if (measured === null) high = cap
    else {
      low = cap
      used = measured
    }
  }
}
