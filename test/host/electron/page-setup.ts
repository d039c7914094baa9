import { randomBytes } from 'node:crypto'
import { registeredSchemes } from '../browser/app-url.ts'
import type { Browser } from '../browser/browser.ts'
import type { CdpSession } from '../browser/cdp.ts'
import { binding, isolatedWorldName, isolatedWorldScript, mainWorldScript } from '../page/scripts.ts'

export interface Page {
  session: CdpSession
  targetId: string
  frameId: string
}

interface SetupOptions {
  preload: string
  preloadCode: string
  userAgent: string
  listen(session: CdpSession, frameId: string): void
}

/** Readies a blank page: every document it shows from now on gets the preload before its own scripts. */
export async function setUpPage(browser: Browser, targetId: string, options: SetupOptions): Promise<Page> {
  const session = await browser.attach(targetId)
  const { frameTree } = await session.send('Page.getFrameTree')
  const frameId = frameTree.frame.id
  options.listen(session, frameId)
  const secret = `${randomBytes(12).toString('hex')}:`
  const world = { worldName: isolatedWorldName }
  const preload = isolatedWorldScript(secret, options.preload, options.preloadCode)
  await Promise.all([
    session.send('Page.enable'),
    session.send('Runtime.enable'),
    session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
    session.send('Runtime.addBinding', { name: binding, executionContextName: isolatedWorldName }),
    // Before the preload's world, which exposes its API through what this sets up.
    session.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldScript(secret, registeredSchemes()) }),
    session.send('Page.addScriptToEvaluateOnNewDocument', { source: preload, ...world }),
    session.send('Emulation.setUserAgentOverride', { userAgent: options.userAgent }),
  ])
  return { session, targetId, frameId }
}
