import { dropUnwanted } from './mail-due.ts'
import { openMailProblem } from './mail-problem.ts'
import { makeGather } from './pace.ts'
import { openMailSending, type SendingEffects } from './mail-sending.ts'

/** At the end, for a mail server to say what became of the mail it was given. */
const usualGraceMs = 5_000

type Effects = SendingEffects & {
  /** Whether there is a problem to show, or which, is different now. */
  changed: () => void
}

/**
 * Mails what waits in the outbox, one after the other. A server that is down delays it. On disk before a mail leaves is
 * that it does: what a crash catches in between may have arrived, is shown as unknown and never sent again.
 */
export function openMailOutbox(effects: Effects) {
  const { ledger, clock, network, accounts, log } = effects
  const closing = new AbortController()
  const problem = openMailProblem(effects)
  const sending = openMailSending({ ...effects, problem, closing: closing.signal })
  let cancel = () => {}
  let running: Promise<void> | null = null
  const gather = makeGather(clock, look)
  const stopListening = network.onChange(() => {
    if (network.state() === 'up') hurry()
  })

  /** Drops what is not wanted, and is there again when something is due. */
  function look(): void {
    if (closing.signal.aborted) return
    cancel()
    safely(() => {
      dropUnwanted(ledger, accounts.wants())
      problem.look()
      const time = sending.next()
      if (time === null || running !== null || network.state() !== 'up') return
      cancel = clock.at(Math.max(time, clock.now()), run)
    })
  }

  /** The ledger may refuse: then all of it once more, later. */
  function safely(work: () => void): void {
    try {
      work()
    } catch (error) {
      failed(error)
      cancel()
      cancel = clock.at(sending.pause(), look)
    }
  }

  function failed(error: unknown): void {
    sending.pause()
    if (!closing.signal.aborted) log.error('mails could not be sent', error)
  }

  function run(): void {
    if (running !== null || closing.signal.aborted) return
    running = sending
      .sendAll()
      .catch(failed)
      .finally(() => {
        running = null
        look()
      })
  }

  function hurry(): void {
    if (closing.signal.aborted) return
    sending.renew()
    safely(() => {
      const now = clock.now()
      dropUnwanted(ledger, accounts.wants())
      if ((sending.next() ?? now) > now)
        ledger.write((touched) => {
          touched.mails = true
          ledger.outbox.hasten('mail', now)
        })
    })
    look()
  }

  return {
    /** Call once, when the window can be told of it. */
    start: (): void => {
      const reason = 'The app ended while it was handed over. It may have arrived, so it is not sent again.'
      ledger.write((touched) => {
        if (ledger.outbox.interrupted('mail', reason, clock.now()) > 0) touched.mails = true
      })
      look()
    },
    /** Something was written, perhaps to the outbox. */
    wake: (): void => {
      if (!closing.signal.aborted) gather()
    },
    /** What waits is tried at once: the settings are others now, or there is a network again. */
    hurry,
    /** Resolves once nothing is under way. */
    idle: async (): Promise<void> => {
      await running
    },
    problem: problem.current,
    /** Begins no further mail; of one that is handed over the answer is waited for, at most `graceMs`. */
    close: async (graceMs = usualGraceMs): Promise<void> => {
      closing.abort('closing')
      cancel()
      stopListening()
      const stopWaiting = sending.end(graceMs)
      await running
      stopWaiting()
    },
  }
}
