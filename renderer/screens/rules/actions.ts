import type { CommandName, RawInput } from '../../../preload/contract/commands.ts'
import type { Rule } from '../../../preload/contract/rule.ts'
import { call, refusalWords } from '../../bridge.ts'
import { toast } from '../../components/toasts.ts'
import { visibleText } from '../../format/visible.ts'
import { closeRule, openRule } from '../../stores/view.ts'

async function doing<N extends CommandName>(name: N, input: RawInput<N>): Promise<boolean> {
  try {
    await call(name, input)
    return true
  } catch (error) {
    toast(refusalWords(error), { tone: 'danger' })
    return false
  }
}

export const enable = ({ id }: Rule) => doing('rules.enable', { id })

export async function disable({ id, name }: Rule): Promise<void> {
  if (!(await doing('rules.disable', { id }))) return
  const undo = () => void doing('rules.enable', { id })
  toast(`${visibleText(name)} is off.`, { about: id, action: { label: 'Undo', onPress: undo } })
}

/** At once, without asking: it can be taken back. */
export async function remove({ id, name }: Rule): Promise<void> {
  if (!(await doing('rules.remove', { id }))) return
  closeRule()
  const undo = async () => {
    if (await doing('rules.restore', { id })) openRule(id)
  }
  toast(`${visibleText(name)} is deleted.`, { about: id, action: { label: 'Undo', onPress: () => void undo() } })
}
