import { Agent } from 'node:https'
import axios from 'axios'
import { concurrency, type Contender, sendAll } from './contender.ts'
import { oneKilobyteBody } from './one-kilobyte.ts'
import type { RemoteReceiver } from './remote-receiver.ts'

/** Plain axios with a keep-alive agent: nothing stored, nothing signed, nothing traced. */
export function openRawAxios({ url, ca }: RemoteReceiver): Contender {
  const httpsAgent = new Agent({ keepAlive: true, maxSockets: concurrency, ca })
  const body = Buffer.from(oneKilobyteBody)
  const headers = { 'content-type': 'application/json' }
  return {
    send: (count) => sendAll(count, () => axios.post(url, body, { headers, httpsAgent, proxy: false })),
    close: async () => httpsAgent.destroy(),
  }
}
