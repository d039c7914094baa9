import { CodeBlock } from '../../components/CodeBlock.tsx'
import { visibleText } from '../../format/visible.ts'
import { Body } from './Body.tsx'
import styles from './Message.module.css'

type MessageProps = {
  /** Its first line. */
  head: string
  headers: readonly (readonly [string, string])[]
  body: string
  truncated?: boolean
}

export function Message({ head, headers, body, truncated = false }: MessageProps) {
  const lines = [head, ...headers.map(([name, value]) => `${name}: ${value}`)].join('\n')
  return (
    <div className={styles['message']}>
      <CodeBlock label="Headers" text={visibleText(lines)} />
      {body === '' ? (
        <p className={styles['note']}>It has no body.</p>
      ) : (
        <Body label="Body" text={body} {...(truncated ? { note: 'Only the first 16 KB were read' } : {})} />
      )}
    </div>
  )
}
