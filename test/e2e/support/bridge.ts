import type { Page } from '@playwright/test'
import type { CommandName, Output, RawInput } from '../../../preload/contract/commands.ts'
import type { Reply } from '../../../preload/contract/refusal.ts'

/** Asks main what the page's own code could ask: the reply as it crosses the bridge. */
export async function ask<N extends CommandName>(page: Page, name: N, input: RawInput<N>): Promise<Reply<Output<N>>> {
  const reply = await page.evaluate(
    (call) => {
      const bridge = Reflect.get(window, 'castellan') as { call(name: string, input: unknown): Promise<unknown> }
      return bridge.call(call.name, call.input)
    },
    { name, input },
  )
  return reply as Reply<Output<N>>
}

export async function snapshot(page: Page): Promise<Output<'app.snapshot'>> {
  const reply = await ask(page, 'app.snapshot', {})
  if (!reply.ok) throw new Error(reply.refusal.message)
  return reply.value
}
