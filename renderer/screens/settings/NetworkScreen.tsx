import { useMirror } from '../../stores/mirror.ts'
import { NetworkForm } from './NetworkForm.tsx'
import { Page, Quiet } from './Page.tsx'

/** Which way to the receivers, where a webhook says nothing else. */
export function NetworkScreen() {
  const saved = useMirror((state) => state.settings.proxy)
  return (
    <Page title="Network">
      <NetworkForm saved={saved} />
      <Quiet>
        A webhook can have a proxy of its own, or none, under Proxy in its form. The receiver is always reached with TLS
        from end to end: a proxy sees its name, not the events. While there is no network, or the proxy can not be
        reached, deliveries wait and no attempt is counted.
      </Quiet>
    </Page>
  )
}
