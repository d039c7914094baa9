import type { ReactNode } from 'react'
import styles from './ProxyAccess.module.css'
import { SecretField } from './SecretField.tsx'
import { TextField } from './TextField.tsx'

type Part = 'url' | 'user' | 'password'

type ProxyAccessProps = {
  url: string
  user: string
  /** null keeps what is stored. */
  password: string | null
  /** What is said of a stored password; null where there is none. */
  storedPassword: ReactNode | null
  onChange: (part: { url?: string; user?: string; password?: string | null }) => void
  onBlurUrl?: () => void
  errors: Record<Part, string | undefined>
}

/** Where a proxy is, and what it is told to let one through. */
export function ProxyAccess(props: ProxyAccessProps) {
  const { url, user, password, storedPassword, onChange, onBlurUrl, errors } = props
  return (
    <>
      <TextField
        label="Address of the proxy"
        mono
        placeholder="http://proxy.example.com:8080"
        value={url}
        onChange={(next) => onChange({ url: next })}
        error={errors.url}
        hint="Starts with http://, https:// or socks5://."
        {...(onBlurUrl ? { onBlur: onBlurUrl } : {})}
      />
      <div className={styles['pair']}>
        <TextField
          label="User"
          value={user}
          onChange={(next) => onChange({ user: next })}
          error={errors.user}
          hint="Empty where the proxy asks for none."
        />
        <SecretField
          label="Password"
          value={password}
          onChange={(next) => onChange({ password: next })}
          stored={storedPassword}
          error={errors.password}
          hint={storedPassword === null ? 'Never shown again.' : 'Saved empty, the stored one is forgotten.'}
        />
      </div>
    </>
  )
}
