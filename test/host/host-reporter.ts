import type { Reporter } from '@playwright/test/reporter'

/** Says at both ends of a run what the app ran on: a green run on the host is no green run on Electron. */
export default class HostReporter implements Reporter {
  readonly description: string

  constructor(options: { description: string }) {
    this.description = options.description
  }

  onBegin() {
    console.log(`The app runs on ${this.description}.`)
  }

  onEnd() {
    console.log(`The app ran on ${this.description}.`)
  }

  printsToStdio() {
    return false
  }
}
