import { useEffect, useState } from 'react'
import type { Recovery } from '../../preload/contract/recovery.ts'
import { call, refusalWords } from '../bridge.ts'
import { confirm } from '../components/confirm.ts'
import { minuteWords } from '../format/time.ts'

/** What keeps the ledger from being used, and the ways out. Each of them ends in a window that starts over. */
export function useRecovery() {
  const [recovery, setRecovery] = useState<Recovery | null>(null)
  const [busy, setBusy] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)

  useEffect(() => {
    let isHere = true
    call('recovery.look', {}).then(
      (found) => isHere && setRecovery(found),
      // Then there is only what the refused start has said already.
      () => {},
    )
    return () => {
      isHere = false
    }
  }, [])

  const run = async (what: string, command: () => Promise<unknown>) => {
    setBusy(what)
    setProblem(null)
    try {
      await command()
      window.location.reload()
    } catch (error) {
      setProblem(refusalWords(error))
      setBusy(null)
    }
  }

  const restore = async (name: string, at: number) => {
    const agreed = await confirm({
      title: `Put back the backup of ${minuteWords(at)}?`,
      body: 'Webhooks, events and deliveries become what they were then. What had not been delivered by then is sent again, also where it has arrived since; a receiver can tell by the webhook-id. The damaged ledger is kept aside.',
      yes: 'Put it back',
      no: 'Cancel',
    })
    if (agreed) await run(name, () => call('recovery.restore', { name }))
  }

  const startEmpty = async () => {
    const agreed = await confirm({
      title: 'Start with an empty ledger?',
      body: 'There will be no webhooks, events or deliveries. The damaged ledger is kept aside in the data folder; its backups stay. Settings stay too.',
      yes: 'Start empty',
      no: 'Cancel',
    })
    if (agreed) await run('empty', () => call('recovery.startEmpty', {}))
  }

  return { recovery, busy, problem, restore, startEmpty }
}
