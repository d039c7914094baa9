import { createServer } from 'node:https'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { makeCa } from '../support/certificates.ts'
import { sharedNow } from './monotonic.ts'

// A receiver in a process of its own, so that what is measured does not share a thread with what answers it.
// Tells its parent { url, ca } once, then, where asked to, { path, event, at } for each request: the id of the event in
// its body and when its head arrived. What is sent to /stalled is never answered.

const bodySchema = z.object({ id: z.string() })
const report = process.env['BENCH_REPORT'] === 'on'
const ca = await makeCa()
const { certPem, keyPem } = await ca.issue()
const server = createServer({ cert: certPem, key: keyPem, keepAliveTimeout: 60_000 }, (request, response) => {
  const at = sharedNow()
  if (request.url === '/stalled') return void request.resume()
  if (!report) return void request.resume().on('end', () => response.writeHead(200).end('ok'))
  void text(request).then((body) => {
    response.writeHead(200).end('ok')
    process.send?.({ path: request.url, event: bodySchema.parse(JSON.parse(body)).id, at })
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address === 'object')
    process.send?.({ url: `https://127.0.0.1:${address.port}`, ca: ca.pem })
})
process.on('disconnect', () => process.exit(0))
