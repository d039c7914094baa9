import { useState } from 'react'
import type { Settings } from '../../../../preload/contract/settings.ts'
import type { HttpSource } from '../../../../preload/contract/source.ts'
import { Button } from '../../../components/Button.tsx'
import { KeyValue } from '../../../components/KeyValue.tsx'
import { NumberField } from '../../../components/NumberField.tsx'
import { Segmented } from '../../../components/Segmented.tsx'
import { copyText } from '../../../copy.ts'
import { useSaving } from '../../settings/use-saving.ts'
import styles from '../SourceCard.module.css'

type HttpSettings = Settings['sources']['http']

const schemes = [
  { value: 'https', label: 'https' },
  { value: 'http', label: 'http' },
] as const

/** Where senders reach it, and what can be changed about that. */
export function HttpAddress({ source, settings }: { source: HttpSource; settings: HttpSettings }) {
  const [port, setPort] = useState<number | null>(settings.port)
  const { pending, errors, save } = useSaving()
  const url = `${source.url}/v1/events`
  return (
    <>
      <KeyValue
        rows={[
          {
            label: 'Events go to',
            mono: true,
            value: (
              <span className={styles['row']}>
                {url}
                <Button small look="quiet" label="Copy the address" onPress={() => void copyText(url, 'The address')}>
                  Copy
                </Button>
              </span>
            ),
          },
        ]}
      />
      <form
        className={styles['row']}
        noValidate
        aria-label="Address"
        onSubmit={(event) => {
          event.preventDefault()
          void save({ sources: { http: { port } } })
        }}
      >
        <NumberField label="Port" value={port} onChange={setPort} error={errors['sources.http.port']} />
        <Button type="submit" pending={pending}>
          Save port
        </Button>
      </form>
      <Segmented
        label="Protocol"
        value={settings.tls ? 'https' : 'http'}
        onChange={(scheme) => void save({ sources: { http: { tls: scheme === 'https' } } })}
        options={schemes}
        hint={
          settings.tls
            ? 'Senders check that they speak to this app, by its certificate.'
            : 'For senders that can’t check a certificate. Nothing leaves the workstation, but another program could take the port and read the token.'
        }
      />
    </>
  )
}
