import { Worker } from 'node:worker_threads'
import { threadUrl } from '../thread-url.ts'
import { nameRoute } from './route-name.ts'
import type { Route } from './route.ts'
import { budgetMs, type Send, type Sender, type SendResult } from './send.ts'
import type { FromSender, Job, ToSender } from './sender-messages.ts'
import { nothingDone } from './trace.ts'

/** Routes hold certificates: each is told once. Webhooks have few; a proxy script may make many. */
const mostRoutes = 64

/** `refusePorts`: the ports we listen on, to which nothing is sent from now on. */
export type ThreadedSender = Sender & { refusePorts: (ports: readonly number[]) => void }

type Options = { note: (what: string, error: unknown) => void; code?: URL }

/**
 * A sender in a thread of its own, so that TLS and the sync of the ledger to disk do not wait for each other. A thread
 * that dies takes only its requests with it: it is not known whether they arrived. The next request starts another one.
 */
export function openThreadedSender({ note, code = threadUrl('engine/sender-thread') }: Options): ThreadedSender {
  let ownPorts: readonly number[] = []
  const start = () => {
    const started = startThread(code, note, (ended) => {
      if (thread === ended) thread = null
    })
    if (ownPorts.length > 0) started.refusePorts(ownPorts)
    return started
  }
  // At once, so that the first request waits for no thread to start.
  let thread: ReturnType<typeof start> | null = start()
  let closed = false

  const send: Send = async (request, options) => {
    // Nobody would end a thread that is started now.
    if (closed) return stopped
    thread ??= start()
    return thread.send(request, options)
  }

  return {
    send,
    dropIdle: () => thread?.dropIdle(),
    refusePorts: (ports) => {
      ownPorts = ports
      thread?.refusePorts(ports)
    },
    close: () => {
      closed = true
      thread?.close()
      thread = null
    },
  }
}

const faultOf = (why: 'lost' | 'stopped'): SendResult => ({
  kind: 'fault',
  why,
  code: '',
  afterHeaders: false,
  trace: nothingDone,
})
const stopped = faultOf('stopped')
const lost = faultOf('lost')

type Ended = { result: SendResult } | { bug: Error }

function startThread(code: URL, note: Options['note'], ended: (thread: object) => void) {
  const worker = new Worker(code)
  const waiting = new Map<number, (end: Ended) => void>()
  const told = new Set<string>()
  let jobs: Job[] = []
  let lastId = 0
  let open = true

  const tell = (message: ToSender) => worker.postMessage(message, [])

  function post(): void {
    if (open && jobs.length > 0) tell({ kind: 'send', jobs })
    jobs = []
  }

  function tellRoute(route: Route): string {
    const name = nameRoute(route)
    if (told.has(name)) return name
    if (told.size >= mostRoutes) {
      // What waits to be posted was named before.
      post()
      told.clear()
      tell({ kind: 'forget routes' })
    }
    told.add(name)
    tell({ kind: 'route', name, route })
    return name
  }

  function finish(id: number, end: Ended): void {
    waiting.get(id)?.(end)
    waiting.delete(id)
    // An idle sender keeps no process alive.
    if (waiting.size === 0) worker.unref()
  }

  function endAll(result: SendResult): void {
    open = false
    for (const id of waiting.keys()) finish(id, { result })
  }

  worker.on('message', (message: FromSender) => {
    if (message.kind === 'note') return note('the certificate store of the system can not be read', message.what)
    for (const end of message.ends) finish(end.id, end)
  })
  worker.on('error', (error) => note('the thread that sends has failed', error))
  worker.on('exit', () => {
    ended(self)
    // All was posted, for that is done before any other turn; what became of it nobody can tell.
    endAll(lost)
  })
  worker.unref()

  const send: Send = ({ url, headers, body, longest = 0 }, { route, signal, budget = budgetMs, fresh = false }) =>
    new Promise((resolve, reject) => {
      const id = (lastId += 1)
      // Before the list is touched: naming may post it.
      const name = tellRoute(route)
      // What is not posted yet never is.
      const stop = () => {
        const job = jobs.findIndex((one) => one.id === id)
        if (job === -1) return tell({ kind: 'stop', id })
        jobs.splice(job, 1)
        finish(id, { result: stopped })
      }
      signal.addEventListener('abort', stop, { once: true })
      waiting.set(id, (end) => {
        signal.removeEventListener('abort', stop)
        if ('bug' in end) reject(end.bug)
        else resolve(end.result === lost && signal.aborted ? stopped : end.result)
      })
      worker.ref()
      jobs.push({ id, url: url.href, headers, body, longest, route: name, budget, fresh })
      // With what else begins in this turn.
      if (jobs.length === 1) queueMicrotask(post)
      if (signal.aborted) stop()
    })

  const self = {
    send,
    dropIdle: () => tell({ kind: 'drop idle' }),
    refusePorts: (ports: readonly number[]) => tell({ kind: 'own ports', ports }),
    close(): void {
      endAll(stopped)
      void worker.terminate()
    },
  }
  return self
}
