import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { type CommandName, commands, type Handlers, type Input, type Output } from '../../preload/contract/commands.ts'
import type { RefusalBody, Reply } from '../../preload/contract/refusal.ts'
import { fieldsOfIssues } from '../fields-of-issues.ts'
import type { Log } from '../log.ts'
import { isWithin } from './measure.ts'
import { bodyOf, Refusal } from '../refusal.ts'
import { storageTrouble } from '../storage-trouble.ts'

/** Name and input come from the page: anything may be in them. Never throws. */
export type Answer = (name: unknown, input: unknown) => Promise<Reply<unknown>>

export type AnswerOptions = {
  /** Of a command without one nothing is known. */
  handlers: Partial<Handlers>
  log: Pick<Log, 'error'>
  /** Told of what went wrong beside refusals: a read may be the first to find the ledger damaged. */
  failed?: (error: unknown) => void
  /** In tests and development: also hold the handlers to what the contract says comes out. */
  checkOutput?: boolean
  makeId?: () => string
}

/** An event body has at most 256 KiB; the largest honest input is a form around one. */
const mostInputBytes = 1024 * 1024

// Written out so that TypeScript follows one name from the input's schema through the handler to the output's.
const schemas: { [N in CommandName]: { input: z.ZodType<Input<N>>; output: z.ZodType<Output<N>> } } = commands

/** Looks the command up, parses its input, runs it. The only door through which the page reaches main. */
export function makeAnswer({ handlers, log, failed, checkOutput = false, makeId = shortId }: AnswerOptions): Answer {
  const run = async <N extends CommandName>(name: N, input: unknown): Promise<Reply<Output<N>>> => {
    const handler = handlers[name]
    if (!handler) return unknown
    const parsed = schemas[name].input.safeParse(input)
    if (!parsed.success) return { ok: false, refusal: describeIssues(parsed.error.issues) }
    const value = await handler(parsed.data)
    return { ok: true, value: checkOutput ? schemas[name].output.parse(value) : value }
  }

  return async (name, input) => {
    // SECURITY (Electron checklist 17): own keys only, so that `__proto__` or `constructor` is no command.
    if (!isCommand(name)) return unknown
    if (!isWithin(input, mostInputBytes))
      return refuse('invalid', 'That is more than 1 MB. Make it smaller and try again.')
    try {
      return await run(name, input)
    } catch (error) {
      if (error instanceof Refusal) return { ok: false, refusal: bodyOf(error) }
      const id = makeId()
      log.error('command failed', error, { id, command: name })
      failed?.(error)
      const trouble = storageTrouble(error)
      if (trouble) return { ok: false, refusal: bodyOf(trouble) }
      return refuse(
        'internal',
        `This is a mistake in Castellan Webhooks (number ${id}). Try again. If it stays, send us the log file with that number.`,
      )
    }
  }
}

/** Answers every command it has no handler of with one refusal: for a start on which the ledger can't be opened. */
export function makeRefusingAnswer(refusal: Refusal, options: AnswerOptions): Answer {
  const answer = makeAnswer(options)
  return async (name, input) =>
    typeof name === 'string' && Object.hasOwn(options.handlers, name)
      ? answer(name, input)
      : { ok: false, refusal: bodyOf(refusal) }
}

const isCommand = (name: unknown): name is CommandName => typeof name === 'string' && Object.hasOwn(commands, name)
const refuse = (code: RefusalBody['code'], message: string): Reply<never> => ({ ok: false, refusal: { code, message } })
const unknown = refuse('invalid', 'The window asked for something this version does not know. Restart the app.')
const shortId = () => randomUUID().slice(0, 8)

function describeIssues(issues: readonly z.core.$ZodIssue[]): RefusalBody {
  const fields = fieldsOfIssues(issues)
  const [first = 'The input is not right.'] = fields.values()
  const message = fields.size > 1 ? `${fields.size} fields need a correction.` : first
  return { code: 'invalid', message, fields: Object.fromEntries(fields) }
}
