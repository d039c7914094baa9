import type { RefusalBody } from '../../preload/contract/refusal.ts'

/** A "no" the analyst can act on: the one error a command may throw on purpose. Its words are shown as they are. */
export class Refusal extends Error {
  override readonly name: string = 'Refusal'
  readonly code: RefusalBody['code']
  readonly fields: Record<string, string> | undefined

  /** @param fields dotted path of an input field → message to show at it */
  constructor(code: RefusalBody['code'], message: string, fields?: Record<string, string>) {
    super(message)
    this.code = code
    this.fields = fields
  }
}

/** The part of a refusal that may cross the bridge: no stack, no cause. */
export function bodyOf({ code, message, fields }: Refusal): RefusalBody {
  return fields === undefined ? { code, message } : { code, message, fields }
}
