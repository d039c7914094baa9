import type { IncomingMessage } from 'node:http'
import { type Answer, clip, refuse } from './answer.ts'

/** Of one request, in bytes. */
export const mostBodyBytes = 4 * 1024 * 1024

/** The body as text, or why it is none. Rejects where the sender goes away. */
export async function readBody(request: IncomingMessage): Promise<string | Answer> {
  const coding = request.headers['content-encoding']
  // SECURITY: a few compressed bytes can stand for gigabytes.
  if (coding !== undefined && coding.toLowerCase() !== 'identity')
    return refuse(415, `The body is encoded (${clip(coding)}).`, 'Send it as it is, without Content-Encoding.', {
      'accept-encoding': 'identity',
    })
  if (Number(request.headers['content-length'] ?? 0) > mostBodyBytes) return tooLarge()
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += Buffer.byteLength(chunk)
    if (bytes > mostBodyBytes) return tooLarge()
    chunks.push(chunk)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    return refuse(400, 'The body is not UTF-8.', 'Write it as UTF-8.')
  }
}

const tooLarge = () =>
  refuse(413, 'The body is larger than 4 MiB.', 'Send fewer events at a time; one has at most 256 KiB.')
