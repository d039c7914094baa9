import { test as base, expect } from '@playwright/test'
import { openReceiver, type Receiver } from '../../support/receiver.ts'
import { type App, openApp } from './app.ts'

type Fixtures = {
  /** Starts the app on a new data folder, with files in it where `prepare` puts some. */
  start: (prepare?: (userData: string) => void) => Promise<App>
  /** Running, on an empty data folder. */
  app: App
  /** A real HTTPS server with its own CA. */
  receiver: Receiver
}

/** A test that also fails on anything the app complains about: console errors, uncaught errors, errors in its log. */
export const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads which fixtures this one needs
  start: async ({}, give) => {
    const started: App[] = []
    await give(async (prepare) => {
      const app = await openApp(prepare ? { prepare } : {})
      started.push(app)
      return app
    })
    for (const app of started) await app.stop()
    const complaints = started.flatMap((app) => app.complaints())
    for (const app of started) await app.close()
    expect(complaints).toEqual([])
  },
  app: async ({ start }, give) => give(await start()),
  // oxlint-disable-next-line no-empty-pattern -- as above
  receiver: async ({}, give) => {
    await using receiver = await openReceiver()
    await give(receiver)
  },
})

export { expect }
