import { Disclosure } from '../../components/Disclosure.tsx'
import { LinesField } from '../../components/LinesField.tsx'
import { ProxyAccess } from '../../components/ProxyAccess.tsx'
import { Segmented } from '../../components/Segmented.tsx'
import { TextField } from '../../components/TextField.tsx'
import type { EmailPartProps } from './email-values.ts'
import { SetAt } from './LoginFields.tsx'

const critical = [
  { value: 'off', label: 'Off' },
  { value: 'failed', label: 'When delivery fails' },
  { value: 'always', label: 'Always' },
] as const

const criticalHints = {
  off: 'Critical events go to webhooks only.',
  failed: 'A critical event is mailed when one of its deliveries has failed, or its webhook was disabled by then.',
  always:
    'Each critical event is mailed, whatever becomes of its deliveries. A flood of them comes in one mail a minute.',
}

const proxies = [
  { value: 'none', label: 'None' },
  { value: 'settings', label: 'As for webhooks' },
  { value: 'manual', label: 'Its own' },
] as const

export function AddressFields({ values, change, error }: EmailPartProps) {
  return (
    <>
      <TextField
        label="From"
        placeholder="webhooks@example.com"
        value={values.from}
        onChange={(from) => change({ from })}
        error={error('from')}
        hint="An address this user may send as."
      />
      <LinesField
        label="To"
        lines={3}
        placeholder="soc@example.com"
        value={values.to}
        onChange={(to) => change({ to })}
        error={error('to')}
        hint="One address per line."
      />
      <Segmented
        label="Critical events as well"
        value={values.critical}
        onChange={(next) => change({ critical: next })}
        options={critical}
        hint={criticalHints[values.critical]}
      />
    </>
  )
}

export function ProxyFields({ values, saved, change, error }: EmailPartProps) {
  const chosen = proxies.find(({ value }) => value === values.proxyMode)?.label
  return (
    <Disclosure title="Proxy" summary={chosen}>
      <Segmented
        label="Proxy for mail"
        value={values.proxyMode}
        onChange={(proxyMode) => change({ proxyMode })}
        options={proxies}
        hint={
          values.proxyMode === 'settings'
            ? 'The way Settings → Network says. Many web proxies let no mail through.'
            : 'Mail servers inside the network are reached without.'
        }
      />
      {values.proxyMode === 'manual' && (
        <ProxyAccess
          url={values.proxyUrl}
          user={values.proxyUser}
          password={values.proxyPassword}
          storedPassword={saved.proxyPasswordUpdatedAt === null ? null : <SetAt at={saved.proxyPasswordUpdatedAt} />}
          onChange={({ url, user, password }) =>
            change({
              ...(url === undefined ? {} : { proxyUrl: url }),
              ...(user === undefined ? {} : { proxyUser: user }),
              ...(password === undefined ? {} : { proxyPassword: password }),
            })
          }
          errors={{ url: error('proxyUrl'), user: error('proxyUser'), password: error('proxyPassword') }}
        />
      )}
    </Disclosure>
  )
}
