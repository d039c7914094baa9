import { describeError } from '../describe-error.ts'

export type StartProblemOptions = {
  appName: string
  dataFolder: () => string
  write: (line: string) => void
  showErrorBox: (title: string, text: string) => void
  exit: (code: number) => void
}

/**
 * The last door of a start that failed. Without it a process would stay that has no window but holds the lock, so that
 * no other start could show one either.
 */
export function reportStartProblem(
  error: unknown,
  { appName, dataFolder, write, showErrorBox, exit }: StartProblemOptions,
): void {
  try {
    const facts = describeError(error)
    write(JSON.stringify({ level: 'error', message: 'the app could not start', ...facts }))
    showErrorBox(
      `${appName} could not start`,
      `Cause: ${String(facts['detail'] ?? facts['error'])}\n\n` +
        `Check that the folder ${dataFolder()} can be read and written and that its disk is not full, then start the app again. ` +
        'Events and deliveries that were accepted are kept there.',
    )
  } finally {
    exit(1)
  }
}
