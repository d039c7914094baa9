export type InstanceLock = {
  requestSingleInstanceLock(): boolean
  on(event: 'second-instance', listener: () => void): unknown
}

/**
 * First of all, before the ledger is opened: it has one writer. Answers false where the app runs already; then quit.
 * What the second start was given on its command line is ignored: any local program can write it.
 */
export function claimSingleInstance(app: InstanceLock, onSecondStart: () => void): boolean {
  if (!app.requestSingleInstanceLock()) return false
  app.on('second-instance', () => onSecondStart())
  return true
}
