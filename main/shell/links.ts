import type { Shown } from '../../preload/contract/changes.ts'
import { findLinked } from './deep-link.ts'

/** The part of Electron's app that is used: macOS alone tells of a link by an event, and may do so before it is ready. */
export type LinkSource = {
  on(event: 'open-url', listener: (event: { preventDefault(): void }, url: string) => void): unknown
}

/**
 * Links that were opened: with `commandLine`, which this start was given, by a second start, or by the event of macOS.
 * Open it before the app is ready. The newest link that came before `follow` waits for it.
 */
export function openLinks(app: LinkSource, commandLine: readonly string[]) {
  let go: ((place: Shown) => void) | null = null
  let early = findLinked(commandLine)

  const opened = (given: readonly string[]): void => {
    const place = findLinked(given)
    if (place === null) return
    if (go) go(place)
    else early = place
  }
  app.on('open-url', (event, url) => {
    event.preventDefault()
    opened([url])
  })

  return {
    /** The app was started again, with this command line. */
    opened,
    /** Call once the window can be shown. */
    follow: (show: (place: Shown) => void): void => {
      go = show
      if (early !== null) show(early)
      early = null
    },
  }
}
