export type CrashingContents = {
  on(
    event: 'render-process-gone',
    listener: (event: unknown, details: { reason: string; exitCode: number }) => void,
  ): unknown
  reload(): void
}

const mostReloads = 3
const withinMs = 60_000

/**
 * Deliveries run on without the page, so a page that crashed is simply loaded again: it takes a new snapshot. One that
 * keeps crashing is left alone, or it would do nothing else.
 */
export function reloadAfterCrash(
  contents: CrashingContents,
  {
    pageLoads,
    now,
    log,
  }: {
    pageLoads: () => void
    now: () => number
    log: { warn(message: string, facts: Record<string, string | number>): void }
  },
): void {
  let reloads: number[] = []
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.warn('the page is gone', { reason, exitCode })
    if (reason === 'clean-exit') return
    reloads = [...reloads.filter((at) => now() - at < withinMs), now()]
    if (reloads.length > mostReloads) return
    pageLoads()
    contents.reload()
  })
}
