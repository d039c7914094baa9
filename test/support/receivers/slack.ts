import type { KnownBlock } from '@slack/types'
import { z } from 'zod'
import { reply } from '../answers.ts'
import type { Received } from '../received.ts'
import type { Simulator } from './simulator.ts'

const plain = (most: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(most),
    emoji: z.boolean().exactOptional(),
  })
const text = (most: number) =>
  z.discriminatedUnion('type', [
    plain(most),
    z.strictObject({
      type: z.literal('mrkdwn'),
      text: z.string().min(1).max(most),
      verbatim: z.boolean().exactOptional(),
    }),
  ])
const button = z.strictObject({
  type: z.literal('button'),
  text: plain(75),
  url: z.url({ protocol: /^https?$/ }).max(3000),
  style: z.enum(['primary', 'danger']).exactOptional(),
  action_id: z.string().max(255),
})

/** docs.slack.dev, Block Kit reference, with its limits. */
const blockSchema = z.union([
  z.strictObject({ type: z.literal('header'), text: plain(150) }),
  z.strictObject({ type: z.literal('section'), text: text(3000) }),
  z.strictObject({ type: z.literal('section'), fields: z.array(text(2000)).min(1).max(10) }),
  z.strictObject({ type: z.literal('actions'), elements: z.array(button).min(1).max(25) }),
  z.strictObject({ type: z.literal('context'), elements: z.array(text(3000)).min(1).max(10) }),
])
const blocksSchema = z.array(blockSchema).max(50)

// Does not compile where what passes here is none of the blocks Slack's own types know.
const asSlackKnows = (blocks: z.infer<typeof blocksSchema>): KnownBlock[] => blocks

type Message = { text: string; blocks: KnownBlock[]; notified: string[] }

const readJson = (body: string): unknown => {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

const plainly = (status: number, body: string) => reply(status, { 'content-type': 'text/html' }, body)

const urlOf = {
  message: '/services/T0AB1CD2E/B0FG3HI4J/kLmN5oPqR6sTuV7wXyZ8aBcD',
  workflow: '/triggers/T0AB1CD2E/7412589630/9f8e7d6c5b4a39281706f5e4d3c2b1a0',
}

/** What `<…>` in a text does: whom it notifies, where it links. */
const marksIn = (value: unknown): string[] => JSON.stringify(value).match(/<[!@#a-z][^<>]*>/g) ?? []

/** An incoming webhook of one channel. */
export function simulateSlack(): Omit<Simulator, 'taken'> & { taken: Message[] } {
  const taken: Message[] = []
  return {
    url: `https://hooks.slack.com${urlOf.message}`,
    fields: {},
    secrets: urlOf.message.split('/').slice(2),
    taken,
    answer: ({ path, headers, body }) => {
      if (!path.startsWith('/services/')) return plainly(404, 'no_service')
      if (path !== urlOf.message) return plainly(403, 'invalid_token')
      const message = z.looseObject({}).safeParse(readJson(body)).data
      if (headers['content-type'] !== 'application/json' || !message) return plainly(400, 'invalid_payload')
      const { text: fallback, blocks = [], ...unknown } = message
      if (Object.keys(unknown).length > 0) return plainly(400, 'invalid_payload')
      if (typeof fallback !== 'string' || fallback === '') return plainly(400, 'no_text')
      const read = blocksSchema.safeParse(blocks)
      if (!read.success) return plainly(400, 'invalid_blocks')
      const length = [...JSON.stringify(blocks).matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)].reduce(
        (sum, [, words = '']) => sum + words.length,
        0,
      )
      if (length > 13_200) return plainly(400, 'msg_blocks_too_long')
      taken.push({ text: fallback, blocks: asSlackKnows(read.data), notified: marksIn(message) })
      return plainly(200, 'ok')
    },
  }
}

/** A workflow that starts by a webhook and asks for these texts. It says ok before it looks at them. */
export function simulateSlackWorkflow(variables: readonly string[]): Omit<Simulator, 'taken'> & {
  taken: Record<string, string>[]
  failed: unknown[]
} {
  const taken: Record<string, string>[] = []
  const failed: unknown[] = []
  const asked = z.strictObject(Object.fromEntries(variables.map((name) => [name, z.string()])))
  const say = (status: number, said: object) =>
    reply(status, { 'content-type': 'application/json' }, JSON.stringify(said))
  return {
    url: `https://hooks.slack.com${urlOf.workflow}`,
    fields: {},
    secrets: urlOf.workflow.split('/').slice(2),
    taken,
    failed,
    answer: ({ path, headers, body }: Received) => {
      if (path !== urlOf.workflow) return say(404, { ok: false, error: 'webhook_trigger_not_found' })
      const given = readJson(body)
      if (headers['content-type'] !== 'application/json' || given === undefined)
        return say(400, { ok: false, error: 'invalid_json' })
      const read = asked.safeParse(given)
      if (read.success) taken.push(read.data)
      else failed.push(given)
      return say(200, { ok: true })
    },
  }
}
