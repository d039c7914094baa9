import { Pool } from 'undici'
import { concurrency, type Contender, sendAll } from './contender.ts'
import { oneKilobyteBody } from './one-kilobyte.ts'
import type { RemoteReceiver } from './remote-receiver.ts'

/** A bare undici pool: the fastest way to send there is in Node. Nothing stored, nothing signed, nothing traced. */
export function openRawUndici({ origin, ca }: RemoteReceiver): Contender {
  const pool = new Pool(origin, { connections: concurrency, connect: { ca } })
  const body = Buffer.from(oneKilobyteBody)
  const headers = { 'content-type': 'application/json' }
  return {
    send: (count) =>
      sendAll(count, async () => {
        const response = await pool.request({ path: '/hook', method: 'POST', headers, body })
        await response.body.text()
      }),
    close: () => pool.close(),
  }
}
