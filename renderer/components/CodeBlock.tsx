import styles from './CodeBlock.module.css'

/** Text as it is: a body, headers, a URL. Never HTML. Can be focused, because it can be scrolled. */
export function CodeBlock({ label, text }: { label: string; text: string }) {
  return (
    <pre className={styles['code']} role="region" aria-label={label} tabIndex={0}>
      {text}
    </pre>
  )
}
