import type { ChangeMessage } from './changes.ts'
import type { Reply } from './refusal.ts'

/** The two fixed channels; the page never names one. */
export const commandChannel = 'command'
export const changeChannel = 'change'

/** What the preload puts on `window.castellan`. */
export type CastellanBridge = {
  call(name: string, input: unknown): Promise<Reply<unknown>>
  /** Answers a function that stops listening. */
  listen(callback: (message: ChangeMessage) => void): () => void
}
