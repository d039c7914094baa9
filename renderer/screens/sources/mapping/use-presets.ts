import { useEffect, useState } from 'react'
import type { Output } from '../../../../preload/contract/commands.ts'
import { call, refusalWords } from '../../../bridge.ts'
import { toast } from '../../../components/toasts.ts'

export type Presets = Output<'mappings.presets'>

/** What mappings begin with; null until they are there. */
export function usePresets(): Presets | null {
  const [presets, setPresets] = useState<Presets | null>(null)
  useEffect(() => {
    let isOver = false
    call('mappings.presets', {})
      .then((found) => {
        if (!isOver) setPresets(found)
      })
      .catch((error: unknown) => toast(refusalWords(error), { tone: 'danger' }))
    return () => {
      isOver = true
    }
  }, [])
  return presets
}
