import { useState } from 'react'
import type { HttpSource } from '../../../../preload/contract/source.ts'
import { call, refusalWords } from '../../../bridge.ts'
import { toast } from '../../../components/toasts.ts'
import { useMirror } from '../../../stores/mirror.ts'
import { SourceMapping } from '../mapping/SourceMapping.tsx'
import { SourceCard } from '../SourceCard.tsx'
import { sourceNames } from '../selectors.ts'
import { HttpAddress } from './HttpAddress.tsx'
import { HttpPort } from './HttpPort.tsx'
import { HttpSnippets } from './HttpSnippets.tsx'
import { HttpToken } from './HttpToken.tsx'
import { HttpTrust } from './HttpTrust.tsx'
import { mappingNote } from './mapping-note.ts'
import { OpenapiText } from './OpenapiText.tsx'

export function HttpCard({ source }: { source: HttpSource }) {
  const settings = useMirror((state) => state.settings.sources.http)
  /** Shown until the screen is left, and never again. */
  const [token, setToken] = useState<string | null>(null)

  const makeToken = async () => setToken((await call('sources.token.rotate', {})).token)
  const onSwitch = async (on: boolean) => {
    try {
      // Without a token nobody gets in: the first time there has to be one.
      if (on && source.tokenMadeAt === null) await makeToken()
      await call('settings.update', { sources: { http: { on } } })
    } catch (error) {
      toast(refusalWords(error), { tone: 'danger' })
    }
  }

  return (
    <SourceCard
      title={sourceNames.http}
      about="Programs on this workstation hand over events, findings and signs of life of agents. Nothing from the network, and no web page, gets in."
      source={source}
      on={settings.on}
      onSwitch={(on) => void onSwitch(on)}
    >
      {settings.on && (
        <>
          <HttpAddress url={source.url} />
          <HttpToken madeAt={source.tokenMadeAt} token={token} makeToken={makeToken} />
          <HttpPort settings={settings} failed={source.state === 'failed'} />
          {settings.tls && source.certificate !== null && <HttpTrust certificate={source.certificate} />}
          <SourceMapping
            kind="http"
            saved={settings.mapping}
            without="As the OpenAPI file says"
            savedWords="Saved. The next request is read by it."
            note={mappingNote}
          />
          <HttpSnippets
            url={source.url}
            certificate={settings.tls ? (source.certificate?.file ?? null) : null}
            mapping={settings.mapping}
          />
          {/* Another mapping makes another file. */}
          <OpenapiText key={JSON.stringify(settings.mapping)} url={source.url} />
        </>
      )}
    </SourceCard>
  )
}
