import { useState } from 'react'

let made = 0
const makeKey = () => `row ${(made += 1)}`

/** A key for each row of a list that has none of its own, so that removing one leaves the inputs of the others alone. */
export function useRowKeys(count: number) {
  const [keys, setKeys] = useState(() => Array.from({ length: count }, makeKey))
  return {
    // Set from elsewhere the list may be longer or shorter than it was.
    keys: Array.from({ length: count }, (_, index) => keys[index] ?? `other ${index}`),
    add: () => setKeys((before) => [...before, makeKey()]),
    remove: (index: number) => setKeys((before) => before.filter((_, at) => at !== index)),
  }
}
