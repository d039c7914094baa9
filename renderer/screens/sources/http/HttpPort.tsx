import { useState } from 'react'
import type { Settings } from '../../../../preload/contract/settings.ts'
import { Button } from '../../../components/Button.tsx'
import { Disclosure } from '../../../components/Disclosure.tsx'
import { NumberField } from '../../../components/NumberField.tsx'
import { Segmented } from '../../../components/Segmented.tsx'
import { useSaving } from '../../settings/use-saving.ts'
import styles from '../SourceCard.module.css'

const schemes = [
  { value: 'https', label: 'https' },
  { value: 'http', label: 'http' },
] as const

type HttpPortProps = {
  settings: Settings['sources']['http']
  /** The port may be what is wrong: it is in sight at once. */
  failed: boolean
}

export function HttpPort({ settings, failed }: HttpPortProps) {
  const [port, setPort] = useState<number | null>(settings.port)
  const [open, setOpen] = useState(false)
  const { pending, errors, save } = useSaving()
  const scheme = settings.tls ? 'https' : 'http'
  return (
    <Disclosure
      title="Port and protocol"
      summary={`${settings.port}, ${scheme}`}
      open={open || failed}
      onOpenChange={setOpen}
    >
      <div className={styles['part']}>
        <form
          className={styles['fields']}
          noValidate
          aria-label="Port"
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
          value={scheme}
          onChange={(chosen) => void save({ sources: { http: { tls: chosen === 'https' } } })}
          options={schemes}
          hint={
            settings.tls
              ? 'Senders check that they speak to this app, by its certificate.'
              : 'For senders that can’t check a certificate. Nothing leaves the workstation, but another program could take the port and read the token.'
          }
        />
      </div>
    </Disclosure>
  )
}
