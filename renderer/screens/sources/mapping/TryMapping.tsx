import { useEffect, useState } from 'react'
import type { MappedRow, Mapping } from '../../../../preload/contract/mapping.ts'
import { call, refusalWords } from '../../../bridge.ts'
import { Body } from '../../../components/Body.tsx'
import { TextField } from '../../../components/TextField.tsx'
import { MappedRows } from './MappedRows.tsx'

/** Short enough to follow the typing, long enough not to ask at each key. */
const pauseMs = 200

/** What the mapping makes of a text, as it is typed. */
export function TryMapping({ mapping }: { mapping: Mapping }) {
  const [text, setText] = useState('')
  const [rows, setRows] = useState<MappedRow[]>([])
  const [refused, setRefused] = useState<string | undefined>()
  const question = JSON.stringify({ mapping, text })

  useEffect(() => {
    let isOver = false
    const ask = async () => {
      try {
        const tried = await call('mappings.try', JSON.parse(question))
        if (isOver) return
        setRows(tried.rows)
        setRefused(undefined)
      } catch (error) {
        if (!isOver) setRefused(refusalWords(error))
      }
    }
    const timer = setTimeout(() => void ask(), pauseMs)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [question])

  const first = rows.find(({ type }) => type !== null)
  return (
    <>
      <TextField
        label="Try it"
        hint="Paste a few lines of the input. Nothing is fired."
        mono
        lines={4}
        value={text}
        onChange={setText}
        error={refused}
      />
      {text.trim() !== '' && rows.length > 0 && <MappedRows rows={rows} label="What becomes of it" />}
      {text.trim() !== '' && first !== undefined && (
        <Body
          label="The first as an event"
          text={JSON.stringify(
            { id: first.id ?? undefined, type: first.type, timestamp: first.timestamp ?? undefined, data: first.data },
            null,
            2,
          )}
        />
      )}
    </>
  )
}
