import { z } from 'zod'
import { parseHeaderName, parseHeaderValue } from '../../../preload/contract/webhook-fields.ts'

const messageOf = (schema: z.ZodType, value: string): string | null =>
  schema.safeParse(value).error?.issues[0]?.message ?? null

const nameSchema = z.string().transform(parseHeaderName)
const valueSchema = z.string().transform(parseHeaderValue)

/** For a field that names a header: the rules of a webhook's own headers. */
export const checkHeaderName = (value: string): string | null => messageOf(nameSchema, value)

/** For a field that is sent in a header as it is. */
export const checkHeaderValue = (value: string): string | null => messageOf(valueSchema, value)

/** For a token behind a scheme (RFC 9110 §11.4). `scheme`: what is written in front of it by us. */
export const checkToken =
  (scheme: string) =>
  (value: string): string | null =>
    /\s/.test(value) ? `Paste the value alone, without the word ${scheme} and without spaces.` : checkHeaderValue(value)
