import { SecretField } from '../../components/SecretField.tsx'
import { Segmented } from '../../components/Segmented.tsx'
import { TextField } from '../../components/TextField.tsx'
import { RelativeTime } from '../../format/RelativeTime.tsx'
import styles from './EmailForm.module.css'
import type { EmailPartProps } from './email-values.ts'

const logins = [
  { value: 'password', label: 'Password' },
  { value: 'token', label: 'OAuth2 token' },
  { value: 'none', label: 'None' },
] as const

const hints = {
  password: 'Many providers want an app password in place of the usual one.',
  token:
    'An access token for SMTP (XOAUTH2). The app does not renew it: once it has expired, mails wait for a new one.',
  none: 'For servers that take mail from this network without a login.',
}

export function LoginFields({ values, saved, change, error }: EmailPartProps) {
  const { login, user, secret } = values
  // What is stored belongs to the login it was entered for.
  const stored = login === saved.login ? saved.secretUpdatedAt : null
  return (
    <>
      <Segmented
        label="Login"
        value={login}
        onChange={(next) => change({ login: next })}
        options={logins}
        hint={hints[login]}
      />
      {login !== 'none' && (
        <div className={styles['pair']}>
          <TextField label="User" value={user} onChange={(next) => change({ user: next })} error={error('user')} />
          <SecretField
            label={login === 'token' ? 'Access token' : 'Password'}
            value={secret}
            onChange={(next) => change({ secret: next })}
            stored={stored === null ? null : <SetAt at={stored} />}
            error={error('secret')}
            hint={stored === null ? 'Never shown again.' : 'Saved empty, the stored one is forgotten.'}
          />
        </div>
      )}
    </>
  )
}

export function SetAt({ at }: { at: number }) {
  return (
    <>
      •••• set <RelativeTime at={at} />
    </>
  )
}
