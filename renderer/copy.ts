import type { CommandName, RawInput } from '../preload/contract/commands.ts'
import type { Sent } from '../preload/contract/outcome.ts'
import { call, refusalWords } from './bridge.ts'
import { confirm } from './components/confirm.ts'
import { toast } from './components/toasts.ts'

// The window has no clipboard of its own: main writes to it. Each says what is there now, or why it is not.

async function copy<N extends CommandName>(name: N, input: RawInput<N>, done: string): Promise<void> {
  try {
    await call(name, input)
    // There is one thing on a clipboard: what was said of the one before is no longer so.
    toast(done, { about: 'clipboard' })
  } catch (error) {
    toast(refusalWords(error), { tone: 'danger' })
  }
}

/** `what`: how a sentence about it begins, "The snippet". */
export const copyText = (text: string, what: string): Promise<void> =>
  copy('app.copyText', { text }, `${what} is on the clipboard.`)

/** What was sent, with dots for its secrets. */
export function copyCurl(sent: Sent): Promise<void> {
  const dots = JSON.stringify(sent).includes('••••') ? ' Put the secrets in for the dots.' : ''
  return copy('curl.copy', { sent }, `A curl command for a POSIX shell is on the clipboard.${dots}`)
}

/** SECURITY: only where the analyst asks for it, and has read what it means. */
export async function copyCurlWithSecrets(id: string, number: number): Promise<void> {
  const agreed = await confirm({
    title: 'Copy with secrets?',
    body: 'The command holds the whole URL, the headers and their secrets. Whoever reads the clipboard, or the history of the shell you paste it into, can send to this receiver as you do. It is made anew: the webhook as it is now, signed now. A proxy and certificates are not part of it.',
    yes: 'Copy with secrets',
    no: 'Cancel',
  })
  if (agreed) await copy('curl.copyWithSecrets', { id, number }, 'A curl command with secrets is on the clipboard.')
}
