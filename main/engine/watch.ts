export type Watch = ReturnType<typeof startWatch>

/**
 * Ends what is under way when the budget (ms, monotonic) is used up or the signal says so: whatever comes first is the
 * reason.
 */
export function startWatch(signal: AbortSignal, budget: number) {
  let why: 'budget' | 'stopped' | null = null
  let stop = () => {}
  const end = (reason: 'budget' | 'stopped') => {
    why ??= reason
    stop()
  }
  const stopped = () => end('stopped')
  const timer = setTimeout(end, budget, 'budget')
  signal.addEventListener('abort', stopped)
  if (signal.aborted) stopped()
  return {
    why: () => why,
    onStop(run: () => void): void {
      stop = run
      if (why !== null) run()
    },
    end(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', stopped)
    },
  }
}
