import { useState } from 'react'
import type { Settings } from '../../../preload/contract/settings.ts'
import { Button } from '../../components/Button.tsx'
import { LinesField } from '../../components/LinesField.tsx'
import { ProxyAccess } from '../../components/ProxyAccess.tsx'
import { Segmented } from '../../components/Segmented.tsx'
import { RelativeTime } from '../../format/RelativeTime.tsx'
import styles from './SettingsForm.module.css'
import { useSaving } from './use-saving.ts'

type Proxy = Settings['proxy']
/** What is typed; `password` null keeps the stored one. */
type Values = Omit<Proxy, 'passwordUpdatedAt'> & { password: string | null }

const modes = [
  { value: 'system', label: 'System' },
  { value: 'manual', label: 'Manual' },
  { value: 'none', label: 'None' },
] as const

const hints: Record<Proxy['mode'], string> = {
  system: 'As this workstation is set up, PAC scripts included: each URL is asked for.',
  manual: 'One proxy for all receivers but those named below.',
  none: 'Receivers are reached directly.',
}

const valuesOf = ({ mode, url, user, bypass }: Proxy): Values => ({ mode, url, user, bypass, password: null })

export function NetworkForm({ saved }: { saved: Proxy }) {
  const [values, setValues] = useState(() => valuesOf(saved))
  const { pending, errors, saved: isSaved, save } = useSaving()
  // Saved here or elsewhere: the fields start over with what is so now.
  const [known, setKnown] = useState(saved)
  if (known !== saved) {
    setKnown(saved)
    if (JSON.stringify(known) !== JSON.stringify(saved)) setValues(valuesOf(saved))
  }
  const change = (part: Partial<Values>) => setValues({ ...values, ...part })
  const { mode, url, user, bypass, password } = values
  const isChanged = JSON.stringify(values) !== JSON.stringify(valuesOf(saved))
  const needsUrl = mode === 'manual' && url.trim() === ''

  const submit = () =>
    void save({ proxy: { mode, url: url.trim(), user, bypass, ...(password === null ? {} : { password }) } })

  return (
    <form
      className={styles['form']}
      noValidate
      aria-label="Proxy"
      onSubmit={(event) => {
        event.preventDefault()
        if (isChanged && !needsUrl) submit()
      }}
    >
      <Segmented
        label="Proxy"
        value={mode}
        onChange={(next) => change({ mode: next })}
        options={modes}
        hint={hints[mode]}
      />
      {mode === 'manual' && (
        <>
          <ProxyAccess
            url={url}
            user={user}
            password={password}
            storedPassword={saved.passwordUpdatedAt === null ? null : <SetAt at={saved.passwordUpdatedAt} />}
            onChange={change}
            errors={{ url: errors['proxy.url'], user: errors['proxy.user'], password: errors['proxy.password'] }}
          />
          <LinesField
            label="Reached without the proxy"
            mono
            placeholder=".corp.example"
            value={bypass}
            onChange={(lines) => change({ bypass: lines })}
            error={errors['proxy.bypass']}
            hint="One per line: a host (siem.corp.example), a domain with all below it (.corp.example), or a network (10.0.0.0/8). What runs on this workstation is always reached without it."
          />
        </>
      )}
      <div className={styles['buttons']}>
        <Button look="primary" type="submit" pending={pending} disabledReason={reason(isChanged, needsUrl)}>
          Save network settings
        </Button>
        <span className={styles['saved']} role="status">
          {isSaved && !isChanged && 'Saved. It holds from the next attempt on.'}
        </span>
      </div>
    </form>
  )
}

function SetAt({ at }: { at: number }) {
  return (
    <>
      •••• set <RelativeTime at={at} />
    </>
  )
}

function reason(isChanged: boolean, needsUrl: boolean): string | null {
  if (needsUrl) return 'Write the address of the proxy first.'
  return isChanged ? null : 'Nothing has been changed.'
}
