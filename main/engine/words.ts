import type { Failure } from '../../preload/contract/outcome.ts'
import { connectionWords } from './words/connection.ts'
import type { Words } from '../failure-words.ts'
import { ownWords } from './words/own.ts'
import { proxyWords } from './words/proxy.ts'
import { statusWords } from './words/status.ts'
import { tlsWords } from './words/tls.ts'

/** {host}, {status} and {location} are filled in. A code without words does not compile. */
export const words: Record<Failure, Words> = {
  ...statusWords,
  ...connectionWords,
  ...tlsWords,
  ...proxyWords,
  ...ownWords,
}
