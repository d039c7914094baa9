import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { writePrivate } from '../../settings/write-private.ts'

const fileSchema = z.strictObject({ version: z.literal(1), sha256: z.base64(), madeAt: z.number() })

export type Token = ReturnType<typeof openToken>

/**
 * The bearer token of the local HTTP source. SECURITY: only its hash is kept, in `file`. A plain hash will do: of 256
 * random bits nothing can be guessed.
 */
export function openToken(file: string) {
  let stored = read(file)

  return {
    madeAt: (): number | null => stored?.madeAt ?? null,
    /** Makes a new one; the one before ends at once. Throws what the file system throws. */
    rotate(now: number): string {
      const token = `cwt_${randomBytes(32).toString('base64url')}`
      const next = { version: 1 as const, sha256: hashOf(token).toString('base64'), madeAt: now }
      writePrivate(file, `${JSON.stringify(next)}\n`)
      stored = next
      return token
    },
    /** SECURITY: hashes are compared in constant time, so no answer comes sooner for a token that begins right. */
    matches(token: string): boolean {
      return stored !== null && timingSafeEqual(hashOf(token), Buffer.from(stored.sha256, 'base64'))
    },
  }
}

const hashOf = (token: string) => createHash('sha256').update(token).digest()

function read(file: string) {
  try {
    const { data } = fileSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    return data && Buffer.from(data.sha256, 'base64').length === 32 ? data : null
  } catch {
    // Without one nobody gets in, which the window says.
    return null
  }
}
