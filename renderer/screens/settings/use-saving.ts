import { useState } from 'react'
import { isRefusal, refusalWords } from '../../bridge.ts'
import { toast } from '../../components/toasts.ts'
import { callStoringSecrets } from '../../store-secrets.ts'
import { checkPatch } from './check-patch.ts'

/** Saves a part of the settings; what is wrong is said by the dotted path of its field. */
export function useSaving() {
  const [pending, setPending] = useState(false)
  const [saved, setSaved] = useState(false)
  const [errors, setErrors] = useState<Record<string, string>>({})

  const save = async (values: unknown): Promise<void> => {
    const checked = checkPatch(values)
    setErrors(checked.errors ?? {})
    setSaved(false)
    if (!checked.patch) return
    setPending(true)
    try {
      setSaved((await callStoringSecrets('settings.update', checked.patch)) !== null)
    } catch (error) {
      setErrors(isRefusal(error) ? error.fields : {})
      if (!isRefusal(error) || Object.keys(error.fields).length === 0) toast(refusalWords(error), { tone: 'danger' })
    } finally {
      setPending(false)
    }
  }

  return { pending, errors, saved, save }
}
