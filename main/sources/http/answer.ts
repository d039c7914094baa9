import type { ServerResponse } from 'node:http'

export type Answer = { status: number; headers?: Record<string, string>; body: object | null; wrong?: Wrong }

/** What was wrong with the request, and what to do: told to the sender and to the analyst. */
export type Wrong = { title: string; detail: string }

/** RFC 9457, with more of our own where there is more to say. */
export const refuse = (
  status: number,
  title: string,
  detail: string,
  headers: Record<string, string> = {},
): Answer => ({
  status,
  headers: { 'content-type': 'application/problem+json', ...headers },
  body: { status, title, detail },
  wrong: { title, detail },
})

export function write(response: ServerResponse, { status, headers, body }: Answer): void {
  const text = body === null ? '' : `${JSON.stringify(body)}\n`
  response.writeHead(status, {
    ...(body === null ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
    // SECURITY: nothing is cached or guessed at, and no header lets a page of another origin read it.
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
  })
  response.end(text)
}

/** What was sent, as it may be said back. */
export const clip = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text)
