/** One way to send, warm or cold; `send` answers once `count` requests were answered. */
export type Contender = { send: (count: number) => Promise<void>; close: () => Promise<void> }

export const concurrency = 64

/** `count` calls of `one`, 64 at a time. */
export async function sendAll(count: number, one: () => Promise<unknown>): Promise<void> {
  let left = count
  const lane = async () => {
    while (left > 0) {
      left -= 1
      await one()
    }
  }
  await Promise.all(Array.from({ length: concurrency }, lane))
}
