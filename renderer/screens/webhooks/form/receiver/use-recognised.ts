import { useEffect, useState } from 'react'
import type { Recognised } from '../../../../../preload/contract/receiver.ts'
import { call } from '../../../../bridge.ts'

const unknown: Recognised = { kind: 'unknown' }

/** What the URL in the form tells; null while that is being asked. A stored URL (null) tells nothing anew. */
export function useRecognised(url: string | null): Recognised | null {
  const text = url?.trim() ?? ''
  const [told, setTold] = useState<{ text: string; recognised: Recognised }>({ text: '', recognised: unknown })
  useEffect(() => {
    if (text === '') return
    let late = false
    const tell = (recognised: Recognised) => {
      if (!late) setTold({ text, recognised })
    }
    // Not recognised is no trouble: the receiver can be chosen by hand.
    call('receivers.recognise', { url: text }).then(tell, () => tell(unknown))
    return () => {
      late = true
    }
  }, [text])
  if (text === '') return unknown
  return told.text === text ? told.recognised : null
}
