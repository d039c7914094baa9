import type { Rule } from '../../../preload/contract/rule.ts'

/** Those the app stopped: they look at nothing until the analyst does something. */
export const stopped = (rules: readonly Rule[]): Rule[] => rules.filter(({ state }) => state.kind === 'stopped')

/** "Do the rules work?" in one line. */
export function answerWords(rules: readonly Rule[]): string {
  if (rules.length === 0) return ''
  const [first, ...more] = stopped(rules)
  if (first) {
    const words = more.length === 0 ? first.name : `${first.name} and ${more.length} more`
    return `${words}: stopped by the app`
  }
  const on = rules.filter(({ state }) => state.kind === 'on').length
  if (on === rules.length)
    return on === 1 ? 'The rule looks at all that comes in' : `All ${on} rules look at all that comes in`
  return `${on} of ${rules.length} rules look at all that comes in`
}
