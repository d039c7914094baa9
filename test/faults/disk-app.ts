import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { CommandName, Output, RawInput } from '../../preload/contract/commands.ts'
import type { Reply } from '../../preload/contract/refusal.ts'

type Options = {
  env?: Record<string, string>
  /** Another user to run as; only root can. */
  uid?: number
}

export type DiskApp = Awaited<ReturnType<typeof startDiskApp>>

const mostMs = 20_000

/** Starts the app on `folder` in a process of its own. A call rejects where that process ends, or does not answer. */
export async function startDiskApp(folder: string, { env = {}, uid }: Options = {}) {
  const child = fork(fileURLToPath(new URL('disk-child.ts', import.meta.url)), [folder], {
    env: { ...process.env, ...env },
    execArgv: [],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  })
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  let asked = 0
  let gone: string | null = null
  const ready = Promise.withResolvers<void>()
  const exited = once(child, 'exit').then(([code, signal]) => {
    gone = `the app ended with ${String(signal ?? code)}`
    ready.reject(new Error(gone))
    for (const { reject } of waiting.values()) reject(new Error(gone))
  })
  child.once('error', (error) => ready.reject(error))
  child.on('message', (message) => {
    if (message === 'ready') return ready.resolve()
    const { id, reply } = message as { id: number; reply: unknown }
    waiting.get(id)?.resolve(reply)
    waiting.delete(id)
  })
  await ready.promise

  async function ask<N extends CommandName>(name: N, input: RawInput<N>): Promise<Reply<Output<N>>> {
    if (gone !== null) throw new Error(gone)
    const id = (asked += 1)
    const answer = Promise.withResolvers<unknown>()
    waiting.set(id, answer)
    child.send({ id, name, input })
    const late = setTimeout(() => answer.reject(new Error(`${name} was not answered within ${mostMs} ms`)), mostMs)
    try {
      return (await answer.promise) as Reply<Output<N>>
    } finally {
      clearTimeout(late)
    }
  }

  return {
    pid: child.pid!,
    ask,
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
    async close() {
      if (child.connected) child.send('close')
      const late = setTimeout(() => child.kill('SIGKILL'), mostMs)
      await exited
      clearTimeout(late)
    },
  }
}
