import type { CommandName, Output, RawInput } from '../preload/contract/commands.ts'
import { call, isRefusal } from './bridge.ts'
import { confirm } from './components/confirm.ts'

/**
 * A command that keeps a secret. Where the workstation has no keyring, main refuses until the analyst has agreed to the
 * weaker protection: asks once, then repeats the command. Answers null where the analyst would rather not.
 */
export async function callStoringSecrets<N extends CommandName>(
  name: N,
  input: RawInput<N>,
): Promise<Output<N> | null> {
  try {
    return await call(name, input)
  } catch (error) {
    if (!isRefusal(error) || error.code !== 'weak-secrets') throw error
  }
  // SECURITY: never stored weakly without being asked.
  const agreed = await confirm({
    title: 'Store secrets without a keyring?',
    body: 'This workstation has no keyring, so secrets would be protected only by file permissions: other programs running as you could read them.',
    yes: 'Store anyway',
    no: 'Cancel',
  })
  if (!agreed) return null
  await call('settings.update', { secrets: { acceptWeakStorage: true } })
  return call(name, input)
}
