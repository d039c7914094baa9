import type { CastellanBridge } from '../preload/contract/bridge.ts'
import { type CommandName, type Output, type RawInput, commands } from '../preload/contract/commands.ts'
import type { RefusalBody, Reply } from '../preload/contract/refusal.ts'

declare global {
  interface Window {
    castellan: CastellanBridge
  }
}

/** Main answered "no": `message` is written for the analyst, `fields` says what to show at which field. */
export class RefusalError extends Error {
  readonly code: RefusalBody['code']
  readonly fields: Record<string, string>
  readonly leadsTo: RefusalBody['leadsTo']

  constructor({ code, message, fields = {}, leadsTo }: RefusalBody) {
    super(message)
    this.name = 'RefusalError'
    this.code = code
    this.fields = fields
    this.leadsTo = leadsTo
  }
}

export const isRefusal = (error: unknown): error is RefusalError => error instanceof RefusalError

// The bridge itself never rejects; it does when main has gone or would not let this frame speak.
const unreachable: RefusalBody = {
  code: 'internal',
  message: 'The window has lost its connection to the delivery engine. Reload the window; nothing is lost.',
}

// The two are built together, but an update may have replaced one under the other; better no answer than a wrong one.
const isOutput = <N extends CommandName>(name: N, value: unknown): value is Output<N> =>
  commands[name].output.safeParse(value).success

const misunderstood: RefusalBody = {
  code: 'internal',
  message: 'The delivery engine answered in a form this window does not know. Quit the app and start it again.',
}

/** Asks main; rejects with a RefusalError and nothing else. */
export async function call<N extends CommandName>(name: N, input: RawInput<N>): Promise<Output<N>> {
  const reply: Reply<unknown> = await window.castellan
    .call(name, input)
    .catch(() => ({ ok: false as const, refusal: unreachable }))
  if (!reply.ok) throw new RefusalError(reply.refusal)
  if (!isOutput(name, reply.value)) throw new RefusalError(misunderstood)
  return reply.value
}

/** What to tell the analyst about anything `call` may reject with. */
export const refusalWords = (error: unknown): string => (isRefusal(error) ? error.message : unreachable.message)
