import { FieldError, Text } from 'react-aria-components/TextField'
import styles from './field.module.css'

/** What a field says besides its label: the error where there is one, else the hint. */
export function FieldNotes({ hint, error }: { hint?: string | undefined; error?: string | undefined }) {
  if (error !== undefined) return <FieldError className={styles['error'] ?? ''}>{error}</FieldError>
  if (hint === undefined) return null
  return (
    <Text slot="description" className={styles['hint'] ?? ''}>
      {hint}
    </Text>
  )
}
