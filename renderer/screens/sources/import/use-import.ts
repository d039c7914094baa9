import { useEffect, useState } from 'react'
import type { ImportState } from '../../../../preload/contract/file.ts'
import type { Mapping } from '../../../../preload/contract/mapping.ts'
import { call, refusalWords } from '../../../bridge.ts'
import { toast } from '../../../components/toasts.ts'

/** As often as a person sees a bar move. */
const lookMs = 250

/** The import of one file, followed while it runs. */
export function useImport(id: string) {
  const [run, setRun] = useState<ImportState | null>(null)
  const isRunning = run?.state === 'running'

  const look = async () => setRun(await call('imports.state', { id }))
  const start = async (mapping: Mapping) => {
    try {
      await call('imports.start', { id, mapping })
      await look()
    } catch (error) {
      toast(refusalWords(error), { tone: 'danger' })
    }
  }

  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(() => void look().catch(() => {}), lookMs)
    return () => clearInterval(timer)
    // oxlint-disable-next-line react/exhaustive-deps -- `look` asks for the same file each time
  }, [isRunning])

  return { run, start }
}
