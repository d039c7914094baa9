import { useEffect, useState } from 'react'
import type { RawInput } from '../../../../../preload/contract/commands.ts'
import type { TemplatePreview } from '../../../../../preload/contract/template.ts'
import { call, refusalWords } from '../../../../bridge.ts'

/** Short enough to follow the typing, long enough not to ask at each key. */
const pauseMs = 200

type Previewed = {
  /** Of the text as it is, as soon as it was looked at. */
  latest: TemplatePreview | null
  /** The last that had a body: while there is an error in the text, what it was before. */
  withBody: (TemplatePreview & { body: string }) | null
  /** Why there is no newer one. */
  refused: string | null
}

/** What would be sent, looked at again a moment after the text, the fields or the event have changed. */
export function usePreview(input: RawInput<'templates.preview'>): Previewed {
  const [previewed, setPreviewed] = useState<Previewed>({ latest: null, withBody: null, refused: null })
  const question = JSON.stringify(input)
  const isFirst = previewed.latest === null && previewed.refused === null

  useEffect(() => {
    let isOver = false
    const ask = async () => {
      try {
        const latest = await call('templates.preview', JSON.parse(question))
        const { body } = latest
        if (isOver) return
        setPreviewed(({ withBody }) => ({
          latest,
          withBody: body === null ? withBody : { ...latest, body },
          refused: null,
        }))
      } catch (error) {
        if (!isOver) setPreviewed((before) => ({ ...before, refused: refusalWords(error) }))
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

  return previewed
}
