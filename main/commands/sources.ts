import type { Handlers } from '../../preload/contract/commands.ts'
import type { Effects } from './effects.ts'

type SourceHandlers = Pick<Handlers, 'sources.token.rotate' | 'sources.openapi'>

export const makeSourceHandlers = ({ sources }: Effects): SourceHandlers => ({
  // SECURITY: the one secret that goes to the window, because whoever sets up a sender has to read it: it is made in this
  // moment, shown once, and only its hash is kept. Nothing answers it again.
  'sources.token.rotate': () => ({ token: sources.http.rotateToken() }),
  'sources.openapi': () => ({ text: sources.http.openapi() }),
})
