import { pageOrigin } from '../bridge/trust.ts'

type Decide = (response: { cancel: boolean }) => void
export type RequestGuard = {
  webRequest: { onBeforeRequest(listener: (details: { url: string }, decide: Decide) => void): void }
}

/**
 * SECURITY (Electron checklist 1): the page loads its own files and nothing else, whatever the CSP of the day says.
 * `allowDevTools`: only in development; they are pages of Chromium's own.
 */
export function allowOnlyOwnRequests(
  { webRequest }: RequestGuard,
  { allowDevTools }: { allowDevTools: boolean },
): void {
  webRequest.onBeforeRequest(({ url }, decide) => {
    const ours = url.startsWith(`${pageOrigin}/`)
    decide({ cancel: !ours && !(allowDevTools && url.startsWith('devtools://')) })
  })
}
