export type InstanceLock = {
  requestSingleInstanceLock(): boolean
  on(event: 'second-instance', listener: (event: unknown, commandLine: string[]) => void): unknown
}

/**
 * First of all, before the ledger is opened: it has one writer. Answers false where the app runs already; then quit.
 * SECURITY: any local program can write what the second start was given on its command line: nothing but a link is read.
 */
export function claimSingleInstance(app: InstanceLock, onSecondStart: (commandLine: string[]) => void): boolean {
  if (!app.requestSingleInstanceLock()) return false
  app.on('second-instance', (_event, commandLine) => onSecondStart(commandLine))
  return true
}
