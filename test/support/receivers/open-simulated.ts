import { recognise } from '../../../main/receivers/recognise.ts'
import type { ReceiverKind } from '../../../preload/contract/receiver.ts'
import type { WebhookDraftInput } from '../../../preload/contract/webhook.ts'
import { makeCa } from '../certificates.ts'
import { openProxy } from '../proxies.ts'
import { openReceiver } from '../receiver.ts'
import { openWorkstation } from '../workstation.ts'
import type { Simulator } from './simulator.ts'

const ca = await makeCa()

/** `kind`: what the analyst chooses where the URL looks like any. */
type Simulated = Pick<Simulator, 'url' | 'fields' | 'answer'> & { kind?: ReceiverKind }

/**
 * A workstation that finds a simulated system at its real host, through a proxy that leads there. The webhook is made as
 * a form makes it, of what the pasted URL tells and what is entered.
 */
export async function openSimulated({ url, fields, answer, kind }: Simulated) {
  const { hostname } = new URL(url)
  const issued = await ca.issue({ names: [hostname] })
  const receiver = await openReceiver({ ca, cert: issued.certPem, key: issued.keyPem })
  receiver.simulate(answer)
  const proxy = await openProxy({ kind: 'http', names: { [hostname]: `127.0.0.1:${receiver.port}` } })
  const station = await openWorkstation({ lookupClass: async () => null })
  const pasted = recognise(url)
  const chosen = kind ? [{ receiver: kind, url, fields: {} }] : []
  const [found] = pasted.kind === 'known' ? pasted.choices : chosen
  if (!found) throw new Error(`Not recognised: ${url}`)
  const draft = {
    name: 'Simulated',
    events: ['security.critical' as const],
    url: found.url,
    receiver: found.receiver,
    fields: { ...found.fields, ...fields },
    signing: false,
    caCertificate: ca.pem,
    proxy: { kind: 'manual' as const, url: `http://127.0.0.1:${proxy.port}` },
  } satisfies WebhookDraftInput
  return {
    receiver,
    station,
    draft,
    /** Adds the webhook; answers its id. */
    add: (more: Omit<Partial<WebhookDraftInput>, 'url'> = {}) => station.add({ ...draft, ...more }),
    /** What *Test Webhook* shows. */
    test: (more: Partial<WebhookDraftInput> = {}) =>
      station.call('webhooks.test', { id: `whk_${crypto.randomUUID()}`, draft: { ...draft, ...more } }),
    /** Fires one event; answers its delivery with the attempts so far. */
    async fire(data: Record<string, unknown> = {}) {
      const [id = ''] = await station.fire(data)
      return await station.detail(id)
    },
    /** Sends a delivery once more. */
    async redeliver(id: string) {
      await station.call('deliveries.redeliver', { ids: [id] })
      await station.idle()
      return await station.detail(id)
    },
    async [Symbol.asyncDispose]() {
      await station.close()
      await proxy.close()
      await receiver.close()
    },
  }
}
