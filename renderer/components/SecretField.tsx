import { type ReactNode, useId } from 'react'
import { Button } from './Button.tsx'
import styles from './SecretField.module.css'
import { TextField } from './TextField.tsx'

type SecretFieldProps = {
  label: string
  /** null keeps what is stored: a secret goes in and never comes out. */
  value: string | null
  onChange: (value: string | null) => void
  onBlur?: () => void
  /** What is stored, in words ("set · updated 2 d ago"); null where nothing is. */
  stored: ReactNode | null
  hint?: string | undefined
  error?: string | undefined
  placeholder?: string
  labelHidden?: boolean
  /** For what is no password but shown in part: a URL. */
  readable?: boolean
}

export function SecretField(props: SecretFieldProps) {
  const { label, value, onChange, stored, readable = false, labelHidden = false, ...rest } = props
  const errorId = useId()
  const hasError = props.error !== undefined
  if (stored !== null && value === null)
    return (
      <div className={styles['field']} role="group" aria-label={label} data-error={hasError || undefined}>
        {!labelHidden && <span className={styles['label']}>{label}</span>}
        <div className={styles['stored']}>
          <span className={styles['value']}>{stored}</span>
          <Button
            look="quiet"
            small
            label={`Replace ${label}`}
            describedBy={hasError ? errorId : undefined}
            onPress={() => onChange('')}
          >
            Replace
          </Button>
        </div>
        {hasError && (
          <p id={errorId} className={styles['error']}>
            {props.error}
          </p>
        )}
      </div>
    )
  return (
    <div className={styles['replacing']}>
      <TextField
        {...rest}
        label={label}
        labelHidden={labelHidden}
        value={value ?? ''}
        onChange={onChange}
        secret={!readable}
        mono={readable}
        autoFocus={stored !== null}
      />
      {stored !== null && (
        <Button look="quiet" small label={`Keep the stored ${label}`} onPress={() => onChange(null)}>
          Keep stored
        </Button>
      )}
    </div>
  )
}
