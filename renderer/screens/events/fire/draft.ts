import { type EventInput, eventInputSchema, type EventType } from '../../../../preload/contract/event.ts'
import { jsonProblem } from '../../../format/json-problem.ts'

/** What is being written: the text of the data is the truth, and the fields above it read and write that text. */
export type Draft = { type: EventType; text: string }

type Data = Record<string, unknown>

export const writeData = (data: unknown): string => JSON.stringify(data, null, 2)

/** The data as an object; null while the text is none. */
export function readData({ text }: Draft): Data | null {
  try {
    const data: unknown = JSON.parse(text)
    return isObject(data) ? data : null
  } catch {
    return null
  }
}

export type Field = 'title' | 'severity' | 'description' | 'agent'

export function readField(data: Data, field: Field): string {
  const value = field === 'agent' ? (isObject(data['agent']) ? data['agent']['name'] : '') : data[field]
  return typeof value === 'string' ? value : ''
}

/** The draft with one field written into its text; everything else in it stays. */
export function withField(draft: Draft, field: Field, value: string): Draft {
  const data = readData(draft)
  if (!data) return draft
  const part = field === 'agent' ? { ...(isObject(data['agent']) ? data['agent'] : {}), name: value } : value
  return { ...draft, text: writeData({ ...data, [field]: part }) }
}

/** Field, or `data` for the whole text → what is wrong with it. */
export type Problems = Partial<Record<Field | 'data', string>>

export type Checked = { input: EventInput; problems: null } | { input: null; problems: Problems }

/** The event as main will take it, or what keeps it from being one. */
export function checkDraft(draft: Draft): Checked {
  const problem = jsonProblem(draft.text)
  if (problem !== null) return { input: null, problems: { data: problem } }
  const data = readData(draft)
  if (!data) return { input: null, problems: { data: 'Line 1: an event’s data is an object: { … }.' } }
  const parsed = eventInputSchema.safeParse({ type: draft.type, data })
  if (parsed.success) return { input: parsed.data, problems: null }
  return {
    input: null,
    problems: problemsAt(parsed.error.issues.map(({ path, message }) => [path.join('.'), message])),
  }
}

/** Messages by path, as the schema and main write them, put where they can be read. */
export function problemsAt(messages: readonly (readonly [path: string, message: string])[]): Problems {
  const problems: Problems = {}
  for (const [path, message] of messages) {
    if (path === 'data.title') problems.title ??= message
    else if (path === 'data.severity') problems.severity ??= 'Choose critical, high, medium, low or info.'
    else if (path === 'data.description') problems.description ??= 'Write a text.'
    else problems.data ??= path === 'data' ? message : `${path}: ${message}`
  }
  return problems
}

const isObject = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value)
