import { useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { RedeliverDialog } from './RedeliverDialog.tsx'

/** For after an outage: everything that failed meanwhile, in one go. */
export function RedeliverFailed({ webhookId }: { webhookId: string | null }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onPress={() => setOpen(true)}>Redeliver failed …</Button>
      {open && <RedeliverDialog webhookId={webhookId} onClose={() => setOpen(false)} />}
    </>
  )
}
