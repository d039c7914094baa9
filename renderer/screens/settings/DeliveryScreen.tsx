import { useMirror } from '../../stores/mirror.ts'
import { Page, Quiet } from './Page.tsx'
import { RetryForm } from './RetryForm.tsx'

export function DeliveryScreen() {
  const steps = useMirror((state) => state.settings.delivery.retrySteps)
  return (
    <Page title="Delivery">
      <RetryForm saved={steps} />
      <Quiet>
        Each attempt has 10 s for everything, from looking up the address to the end of the answer; only an answer from
        200 to 299 counts as delivered. Up to a tenth is added to each wait by chance, so that webhooks do not retry in
        step, and a receiver that asks to wait longer is given up to 1 h. After 5 failed attempts the delivery has
        failed; when nothing else has reached its webhook meanwhile, the webhook is disabled. Matching events are then
        held until you enable it.
      </Quiet>
    </Page>
  )
}
