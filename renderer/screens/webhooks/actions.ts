import type { CommandName, RawInput } from '../../../preload/contract/commands.ts'
import type { Webhook } from '../../../preload/contract/webhook.ts'
import { call, refusalWords } from '../../bridge.ts'
import { confirm } from '../../components/confirm.ts'
import { dismissToastsAbout, toast } from '../../components/toasts.ts'
import { callStoringSecrets } from '../../store-secrets.ts'
import { closeWebhook, openWebhook } from '../../stores/view.ts'

// What an analyst does with one webhook. Each says what came of it; a refusal is told where the analyst looks.

const tell = (error: unknown) => toast(refusalWords(error), { tone: 'danger' })

async function doing<N extends CommandName>(name: N, input: RawInput<N>): Promise<boolean> {
  try {
    await call(name, input)
    return true
  } catch (error) {
    tell(error)
    return false
  }
}

export async function enable({ id }: Webhook): Promise<boolean> {
  const done = await doing('webhooks.enable', { id })
  if (done) dismissToastsAbout(id)
  return done
}

export async function disable({ id, name }: Webhook): Promise<void> {
  if (!(await doing('webhooks.disable', { id }))) return
  // Taken back, not enabled anew: what this disabling held goes on by itself.
  const undo = () => void doing('webhooks.enable', { id, resume: true })
  toast(`${name} is disabled. Its events are held.`, { about: id, action: { label: 'Undo', onPress: undo } })
}

/** At once, without asking: it can be taken back. */
export async function remove({ id, name }: Webhook): Promise<void> {
  if (!(await doing('webhooks.remove', { id }))) return
  closeWebhook()
  const undo = async () => {
    if (await doing('webhooks.restore', { id })) openWebhook(id)
  }
  toast(`${name} is deleted.`, { about: id, action: { label: 'Undo', onPress: () => void undo() } })
}

export async function sendHeld({ id, name }: Webhook): Promise<void> {
  try {
    const { count } = await call('webhooks.held.send', { id })
    toast(`${countOf(count, 'held event')} on the way to ${name}.`)
  } catch (error) {
    tell(error)
  }
}

export async function dismissHeld({ id, name, held }: Webhook): Promise<void> {
  const agreed = await confirm({
    title: `Dismiss ${countOf(held, 'held event')}?`,
    body: `They stay under Events, but ${name} will not get them by itself. This can't be undone.`,
    yes: `Dismiss ${held}`,
    no: 'Keep them',
  })
  if (agreed) await doing('webhooks.held.dismiss', { id })
}

export async function copySecret(id: string): Promise<void> {
  try {
    if (await callStoringSecrets('webhooks.secret.copy', { id })) toast('The signing secret is on the clipboard.')
  } catch (error) {
    tell(error)
  }
}

export async function rotateSecret(id: string): Promise<void> {
  try {
    if (!(await callStoringSecrets('webhooks.secret.rotate', { id }))) return
    const copy = { label: 'Copy secret', onPress: () => void copySecret(id) }
    toast('There is a new signing secret. The old one stays valid for 24 h.', { action: copy })
  } catch (error) {
    tell(error)
  }
}

const countOf = (count: number, thing: string) => `${count} ${thing}${count === 1 ? '' : 's'}`
