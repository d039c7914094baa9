import { z } from 'zod'
import { reply } from '../answers.ts'
import { openFlow } from './flow.ts'
import type { Simulator } from './simulator.ts'

const mostBytes = 28_672
/** A body of 24,453 bytes was refused as a message of 28,897. */
const growth = 28_897 / 24_453

const block = z.strictObject({
  type: z.literal('TextBlock'),
  text: z.string(),
  weight: z.enum(['Lighter', 'Default', 'Bolder']).optional(),
  size: z.enum(['Small', 'Default', 'Medium', 'Large', 'ExtraLarge']).optional(),
  isSubtle: z.boolean().optional(),
  spacing: z.enum(['None', 'Small', 'Default', 'Medium', 'Large', 'ExtraLarge', 'Padding']).optional(),
  wrap: z.boolean().optional(),
})
const facts = z.strictObject({
  type: z.literal('FactSet'),
  facts: z.array(z.strictObject({ title: z.string(), value: z.string() })).min(1),
})
const container = z.strictObject({
  type: z.literal('Container'),
  style: z.enum(['default', 'emphasis', 'good', 'attention', 'warning', 'accent']).optional(),
  bleed: z.boolean().optional(),
  items: z.array(z.union([block, facts])).min(1),
})
/** The public schema of Adaptive Cards 1.4, of what may stand in a card from a webhook. */
const cardSchema = z.strictObject({
  type: z.literal('AdaptiveCard'),
  $schema: z.string().optional(),
  version: z.enum(['1.0', '1.1', '1.2', '1.3', '1.4']),
  body: z.array(z.union([block, facts, container])).min(1),
  actions: z
    .array(
      z.strictObject({ type: z.literal('Action.OpenUrl'), title: z.string(), url: z.url({ protocol: /^https?$/ }) }),
    )
    .optional(),
})
type Card = z.infer<typeof cardSchema>
const messageSchema = z.object({
  type: z.literal('message'),
  attachments: z
    .array(
      z.strictObject({
        contentType: z.literal('application/vnd.microsoft.card.adaptive'),
        contentUrl: z.null(),
        content: cardSchema,
      }),
    )
    .min(1),
})

/** A workflow that posts to a channel. It answers 202 first; what fails then is in its run history, not in the answer. */
export function simulateTeams(): Omit<Simulator, 'taken'> & { taken: Card[]; failedRuns: string[] } {
  const { url, check, secrets } = openFlow()
  const taken: Card[] = []
  const failedRuns: string[] = []
  return {
    url,
    fields: {},
    secrets,
    taken,
    failedRuns,
    answer: (request) => {
      const refused = check(request)
      if (refused) return refused
      const message = messageSchema.safeParse(JSON.parse(request.body))
      if (!message.success) failedRuns.push(z.prettifyError(message.error))
      else if (request.bytes.length * growth > mostBytes) failedRuns.push('MessageSizeExceeded')
      else taken.push(...message.data.attachments.map(({ content }) => content))
      return reply(202)
    },
  }
}
