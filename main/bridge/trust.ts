/** Who sent a message, as far as trust needs to know. `frame` is null where it is gone by now. */
export type Sender = {
  contentsId: number
  frame: { origin: string; url: string; parent: unknown } | null
}

export const pageOrigin = 'app://ui'

/**
 * True for the top frame of one of our own windows, showing our own page.
 * SECURITY (Electron checklist 17): when in doubt the answer is no; a vanished frame or an empty URL is doubt.
 */
export function isOurPage({ contentsId, frame }: Sender, ourContents: ReadonlySet<number>): boolean {
  if (frame === null || frame.parent !== null) return false
  return ourContents.has(contentsId) && frame.origin === pageOrigin && frame.url.startsWith(`${pageOrigin}/`)
}
