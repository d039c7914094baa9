import { classes } from './classes.ts'
import styles from './CodeBlock.module.css'

type CodeBlockProps = {
  label: string
  text: string
  /** Long lines are not broken: of code, each line means something. */
  keepLines?: boolean
}

/** Text as it is: a body, headers, a URL. Never HTML. Can be focused, because it can be scrolled. */
export function CodeBlock({ label, text, keepLines = false }: CodeBlockProps) {
  return (
    <pre
      className={classes(styles['code'], keepLines && styles['lines'])}
      role="region"
      aria-label={label}
      tabIndex={0}
    >
      {text}
    </pre>
  )
}
