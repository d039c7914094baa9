import { useEffect, useState } from 'react'
import type { Recognised } from '../../../../../preload/contract/receiver.ts'
import { call } from '../../../../bridge.ts'

/** What a URL tells, and which URL that was. */
export type Told = { of: string; recognised: Recognised }

const unknown: Recognised = { kind: 'unknown' }
const nothing: Told = { of: '', recognised: unknown }

/**
 * What the URL in the form tells. While that is being asked, what the one before it told, so that nothing flickers at each
 * letter. A stored URL (null) tells nothing anew.
 */
export function useRecognised(url: string | null): Told {
  const text = url?.trim() ?? ''
  const [told, setTold] = useState(nothing)
  useEffect(() => {
    if (text === '') return
    let late = false
    const tell = (recognised: Recognised) => {
      if (!late) setTold({ of: text, recognised })
    }
    // Not recognised is no trouble: the receiver can be chosen by hand.
    call('receivers.recognise', { url: text }).then(tell, () => tell(unknown))
    return () => {
      late = true
    }
  }, [text])
  return text === '' ? nothing : told
}
