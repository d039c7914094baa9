import { useEffect, useState } from 'react'
import type { ImportPreview } from '../../../../preload/contract/file.ts'
import type { Mapping } from '../../../../preload/contract/mapping.ts'
import { call, refusalWords } from '../../../bridge.ts'

const pauseMs = 200

/** What the mapping makes of the file, looked at again a moment after the mapping has changed. */
export function useImportPreview(id: string, mapping: Mapping | null) {
  const [preview, setPreview] = useState<ImportPreview | null>(null)
  const [refused, setRefused] = useState<string | null>(null)
  const question = mapping === null ? null : JSON.stringify({ id, mapping })
  const isFirst = preview === null

  useEffect(() => {
    if (question === null) return
    let isOver = false
    const ask = async () => {
      try {
        const found = await call('imports.preview', JSON.parse(question))
        if (isOver) return
        setPreview(found)
        setRefused(null)
      } catch (error) {
        if (!isOver) setRefused(refusalWords(error))
      }
    }
    const timer = setTimeout(() => void ask(), isFirst ? 0 : pauseMs)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
    // Only the question asks; that the first was answered does not.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [question])

  return { preview, refused }
}
