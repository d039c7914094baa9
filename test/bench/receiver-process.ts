import { createServer } from 'node:https'
import { makeCa } from '../support/certificates.ts'

// A receiver in a process of its own, so that what is measured does not share a thread with what answers it.
// Tells its parent { url, ca } once, then { id, at } for each request: the webhook-id and when its head arrived.

const ca = await makeCa()
const { certPem, keyPem } = await ca.issue()
const server = createServer({ cert: certPem, key: keyPem, keepAliveTimeout: 60_000 }, (request, response) => {
  const id = request.headers['webhook-id']
  if (process.env['BENCH_REPORT'] === 'on') process.send?.({ id, at: performance.timeOrigin + performance.now() })
  request.resume().on('end', () => response.writeHead(200).end('ok'))
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address === 'object')
    process.send?.({ url: `https://127.0.0.1:${address.port}/hook`, ca: ca.pem })
})
process.on('disconnect', () => process.exit(0))
