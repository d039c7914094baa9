import { useMemo, useState } from 'react'
import { Button } from './Button.tsx'
import { CodeBlock } from './CodeBlock.tsx'
import { formatBytes, utf8Length } from '../format/bytes.ts'
import { prettyJson } from '../format/pretty-json.ts'
import { visibleText } from '../format/visible.ts'
import styles from './Body.module.css'

type BodyProps = {
  label: string
  text: string
  note?: string
  /** Where there is more to say of its size than how many bytes. */
  size?: string
}

/** A body, indented where it is JSON; "Show as it is" shows it letter by letter. */
export function Body({ label, text, note, size }: BodyProps) {
  const [asSent, setAsSent] = useState(false)
  const pretty = useMemo(() => prettyJson(text), [text])
  const shown = asSent || pretty === null ? text : pretty
  return (
    <div className={styles['body']}>
      <div className={styles['bar']}>
        <span>
          {size ?? formatBytes(utf8Length(text))}
          {note !== undefined && ` · ${note}`}
        </span>
        {pretty !== null && (
          <Button small look="quiet" onPress={() => setAsSent(!asSent)}>
            {asSent ? 'Show indented' : 'Show as it is'}
          </Button>
        )}
      </div>
      <CodeBlock label={label} text={visibleText(shown)} />
    </div>
  )
}
