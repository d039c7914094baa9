import { useState } from 'react'
import { isRefusal, refusalWords } from '../../bridge.ts'
import { toast } from '../../components/toasts.ts'
import { callStoringSecrets } from '../../store-secrets.ts'
import { checkPatch } from './check-patch.ts'

/** Saves a part of the settings; what is wrong is said by the dotted path of its field. */
export function useSaving(done: string) {
  const [pending, setPending] = useState(false)
  const [errors, setErrors] = useState<Record<string, string>>({})

  const save = async (values: unknown): Promise<boolean> => {
    const checked = checkPatch(values)
    setErrors(checked.errors ?? {})
    if (!checked.patch) return false
    setPending(true)
    try {
      const saved = await callStoringSecrets('settings.update', checked.patch)
      if (saved) toast(done)
      return saved !== null
    } catch (error) {
      setErrors(isRefusal(error) ? error.fields : {})
      if (!isRefusal(error) || Object.keys(error.fields).length === 0) toast(refusalWords(error), { tone: 'danger' })
      return false
    } finally {
      setPending(false)
    }
  }

  return { pending, errors, save }
}
