import type { z } from 'zod'
import type { Change } from '../../../preload/contract/changes.ts'
import type { Reply } from '../../../preload/contract/refusal.ts'
import { RefusalError } from '../../../renderer/bridge.ts'

export type Emit = (...changes: Change[]) => void
export type FakeHandler = (raw: unknown) => Reply<unknown>

/** One command: parses its input as main does, and answers what `run` returns; a RefusalError becomes a refusal. */
export function handle<I extends z.ZodType, O extends z.ZodType>(
  { input }: { input: I; output: O },
  run: (input: z.output<I>) => z.output<O>,
): FakeHandler {
  return (raw) => {
    const parsed = input.safeParse(raw)
    if (!parsed.success) {
      const fields = Object.fromEntries(parsed.error.issues.map(({ path, message }) => [path.join('.'), message]))
      return { ok: false, refusal: { code: 'invalid', message: 'Some fields need another value.', fields } }
    }
    try {
      return { ok: true, value: run(parsed.data) }
    } catch (error) {
      if (!(error instanceof RefusalError)) throw error
      return { ok: false, refusal: { code: error.code, message: error.message, fields: error.fields } }
    }
  }
}

export function found<T>(thing: T | undefined, name: string): T {
  if (thing === undefined) throw new RefusalError({ code: 'missing', message: `This ${name} is gone.` })
  return thing
}
