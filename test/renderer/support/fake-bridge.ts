import type { CastellanBridge } from '../../../preload/contract/bridge.ts'
import type { Change, ChangeMessage, Snapshot } from '../../../preload/contract/changes.ts'
import { type CommandName, commands } from '../../../preload/contract/commands.ts'
import type { RefusalBody, Reply } from '../../../preload/contract/refusal.ts'
import { type FakeHandlers, fakeHandlers } from './fake-handlers.ts'
import { sampleSnapshot } from './sample-data.ts'

/**
 * Main, as far as the window can tell: holds a snapshot, answers every command, and its changes come back by `listen`.
 * `emit` tells of changes, `refuse` says no to a command until `allow`, `hold` keeps its answers back until let go,
 * `calls` are the commands that came, `handlers` may be replaced by a test.
 */
export function makeFakeBridge(snapshot: Snapshot = sampleSnapshot()) {
  const listeners = new Set<(message: ChangeMessage) => void>()
  const refusals = new Map<CommandName, RefusalBody>()
  const holds = new Map<CommandName, Promise<void>>()
  const calls: { name: string; input: unknown }[] = []

  const send = (message: ChangeMessage) => {
    for (const listener of listeners) listener(structuredClone(message))
  }
  const emit = (...changes: Change[]) => {
    snapshot.revision += 1
    send({ revision: snapshot.revision, changes })
  }
  const handlers: FakeHandlers = fakeHandlers(snapshot, emit)

  const call: CastellanBridge['call'] = async (name, input): Promise<Reply<unknown>> => {
    calls.push({ name, input })
    if (!isCommand(name)) return refused('internal', `There is no command ${name}.`)
    await holds.get(name)
    const refusal = refusals.get(name)
    if (refusal) return { ok: false, refusal }
    return structuredClone(handlers[name](input))
  }

  return {
    call,
    listen: (callback: (message: ChangeMessage) => void) => {
      listeners.add(callback)
      return () => void listeners.delete(callback)
    },
    snapshot,
    handlers,
    calls,
    /** The inputs a command was called with. */
    callsOf: (name: CommandName) => calls.filter((one) => one.name === name).map((one) => one.input),
    emit,
    /** A message as it is, its revision right or wrong. */
    send,
    refuse: (name: CommandName, refusal: Partial<RefusalBody> = {}) =>
      void refusals.set(name, { code: 'conflict', message: 'The ledger is busy. Try again.', ...refusal }),
    allow: (name: CommandName) => void refusals.delete(name),
    hold: (name: CommandName) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      holds.set(name, promise)
      return () => {
        holds.delete(name)
        resolve()
      }
    },
    listening: () => listeners.size,
  }
}

const isCommand = (name: string): name is CommandName => name in commands

const refused = (code: RefusalBody['code'], message: string): Reply<never> => ({
  ok: false,
  refusal: { code, message },
})
