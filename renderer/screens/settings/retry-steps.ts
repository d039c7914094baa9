import { mostAttempts } from '../../../preload/contract/delivery.ts'
import { type Settings, settingsSchema } from '../../../preload/contract/settings.ts'
import { formatDuration } from '../../format/duration.ts'
import { parseDuration, writeDuration } from '../../format/written-duration.ts'

export type RetrySteps = Settings['delivery']['retrySteps']

/** What stands in the fields: "5 s", "2 min". */
export const stepTexts = (steps: RetrySteps): string[] => steps.map(writeDuration)

type Read = { steps: RetrySteps; errors: null } | { steps: null; errors: Record<number, string> }

/** The steps, or at which field what is wrong. */
export function readSteps(texts: readonly string[]): Read {
  const errors: Record<number, string> = {}
  const seconds = texts.map((text, index) => {
    const parsed = parseDuration(text)
    if (parsed === null) errors[index] = 'Write a time such as 5 s, 2 min or 1 h.'
    return parsed
  })
  const parsed = settingsSchema.shape.delivery.safeParse({ retrySteps: seconds })
  if (parsed.success) return { steps: parsed.data.retrySteps, errors: null }
  for (const { path, message } of parsed.error.issues) {
    const index = path[1]
    if (typeof index === 'number') errors[index] ??= message
  }
  return { steps: null, errors }
}

/** The whole schedule in one sentence. */
export function scheduleSentence(steps: RetrySteps): string {
  const [last, ...before] = stepTexts(steps).toReversed()
  const total = steps.reduce((sum, step) => sum + step, 0)
  return (
    `A delivery that fails is tried ${mostAttempts} times in about ${formatDuration(total * 1000)}: at once, then ` +
    `${before.toReversed().join(', ')} and ${last} after the attempt before.`
  )
}
