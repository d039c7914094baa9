import type { RefusalBody } from '../preload/contract/refusal.ts'

/** A "no" the analyst can act on: the one error a command may throw on purpose. Its words are shown as they are. */
export class Refusal extends Error {
  override readonly name: string = 'Refusal'
  readonly code: RefusalBody['code']
  readonly fields: Record<string, string> | undefined
  readonly leadsTo: RefusalBody['leadsTo']

  /**
   * @param fields dotted path of an input field → message to show at it
   * @param leadsTo what the analyst would have to agree to
   */
  constructor(
    code: RefusalBody['code'],
    message: string,
    fields?: Record<string, string>,
    leadsTo?: RefusalBody['leadsTo'],
  ) {
    super(message)
    this.code = code
    this.fields = fields
    this.leadsTo = leadsTo
  }
}

/** The part of a refusal that may cross the bridge: no stack, no cause. */
export function bodyOf({ code, message, fields, leadsTo }: Refusal): RefusalBody {
  return { code, message, ...(fields && { fields }), ...(leadsTo && { leadsTo }) }
}
