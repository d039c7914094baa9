const turns = 8

/**
 * Answers once the engine has nothing more to do by itself: it works in turns of the event loop, and each thing it does
 * shows outside (a commit, a request, a timer), so a few turns without any are quiet.
 */
export async function untilQuiet(activity: () => number): Promise<void> {
  let seen = activity()
  for (let still = 0; still < turns; still += 1) {
    await new Promise((resolve) => void setImmediate(resolve))
    if (activity() === seen) continue
    seen = activity()
    still = 0
  }
}
