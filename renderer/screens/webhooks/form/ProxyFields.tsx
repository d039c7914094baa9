import { useRef, useState } from 'react'
import { useController, useFormContext, useFormState } from 'react-hook-form'
import type { Webhook } from '../../../../preload/contract/webhook.ts'
import { Disclosure } from '../../../components/Disclosure.tsx'
import { ProxyAccess } from '../../../components/ProxyAccess.tsx'
import { Segmented } from '../../../components/Segmented.tsx'
import { useMirror } from '../../../stores/mirror.ts'
import { errorAt } from '../../../components/error-at.ts'
import type { CheckedValues, FormValues } from './form-values.ts'
import { proxySummary } from './summaries.ts'

type Draft = FormValues['proxy']
type Kind = Draft['kind']

const kinds: readonly { value: Kind; label: string }[] = [
  { value: 'settings', label: 'As in Settings' },
  { value: 'none', label: 'None' },
  { value: 'manual', label: 'Its own' },
]

const blank = (kind: Kind): Draft => (kind === 'manual' ? { kind, url: '', user: '', password: null } : { kind })

/** Which way to the receiver, where it differs from that of the others. */
export function ProxyFields({ stored }: { stored: Webhook | null }) {
  const { control, trigger } = useFormContext<FormValues, unknown, CheckedValues>()
  const { field } = useController({ control, name: 'proxy' })
  const { errors } = useFormState({ control, name: 'proxy' })
  const mode = useMirror((state) => state.settings.proxy.mode)
  const [open, setOpen] = useState(false)
  const typed = useRef(new Map<Kind, Draft>())
  const draft = field.value
  const choose = (kind: Kind) => {
    typed.current.set(draft.kind, draft)
    field.onChange(typed.current.get(kind) ?? blank(kind))
  }
  const passwordSet = stored?.proxy.kind === 'manual' && stored.proxy.passwordSet
  return (
    <Disclosure
      title="Proxy"
      summary={proxySummary(draft, mode)}
      open={open || errorAt(errors, 'proxy') !== undefined}
      onOpenChange={setOpen}
    >
      <Segmented
        label="Proxy of this webhook"
        value={draft.kind}
        onChange={choose}
        options={kinds}
        hint="Settings → Network says what holds for all webhooks. Certificates and pins are checked through a proxy too."
      />
      {draft.kind === 'manual' && (
        <ProxyAccess
          url={draft.url}
          user={draft.user ?? ''}
          password={draft.password ?? null}
          storedPassword={passwordSet ? '•••• set' : null}
          onChange={(part) => field.onChange({ ...draft, ...part })}
          onBlurUrl={() => {
            if (draft.url.trim() !== '') void trigger('proxy')
          }}
          errors={{
            url: errorAt(errors, 'proxy.url'),
            user: errorAt(errors, 'proxy.user'),
            password: errorAt(errors, 'proxy.password'),
          }}
        />
      )}
    </Disclosure>
  )
}
