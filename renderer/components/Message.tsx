import { visibleText } from '../format/visible.ts'
import { Body } from './Body.tsx'
import { CodeBlock } from './CodeBlock.tsx'
import styles from './Message.module.css'

type MessageProps = {
  /** Which message, where there is more than one in sight. */
  label?: string
  /** Its first line. */
  head: string
  headers: readonly (readonly [string, string])[]
  body: string
  truncated?: boolean
}

/** An HTTP message as text. All of it may come from outside. */
export function Message({ label, head, headers, body, truncated = false }: MessageProps) {
  const lines = [head, ...headers.map(([name, value]) => `${name}: ${value}`)].join('\n')
  return (
    <div className={styles['message']}>
      <CodeBlock label={label === undefined ? 'Headers' : `${label}: headers`} text={visibleText(lines)} />
      {body === '' ? (
        <p className={styles['note']}>It has no body.</p>
      ) : (
        <Body
          label={label === undefined ? 'Body' : `${label}: body`}
          text={body}
          {...(truncated ? { note: 'Only the first 16 KB were read' } : {})}
        />
      )}
    </div>
  )
}
