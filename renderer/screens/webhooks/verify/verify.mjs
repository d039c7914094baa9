// Verifies signed webhooks (Standard Webhooks). Node 20 or newer, no packages. To try it:
//
//   WEBHOOK_SECRET=whsec_... node verify.mjs
//
// It listens on http://127.0.0.1:8080 (PORT=... for another port). Webhooks are sent to https:// only, so put it behind
// whatever ends TLS for you. In a server of your own you need no more than verify().

import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import { pathToFileURL } from 'node:url'

const toleranceSeconds = 5 * 60
const mostBodyBytes = 1024 * 1024

/**
 * Answers true, or throws an Error that says what is wrong.
 * headers: names in small letters, as Node has them. rawBody: a Buffer of the bytes as they came, before anything parses
 * them. secret: whsec_... now: seconds since 1970.
 */
export function verify(headers, rawBody, secret, now = Date.now() / 1000) {
  const key = Buffer.from(String(secret ?? '').replace(/^whsec_/, ''), 'base64')
  if (key.length < 24) throw new Error('The secret must be whsec_ followed by base64 of at least 24 bytes.')
  const id = headers['webhook-id']
  const timestamp = headers['webhook-timestamp']
  const signatures = headers['webhook-signature']
  if (!id || !timestamp || !signatures) throw new Error('The request is not signed.')
  // Whoever recorded a request must not be able to send it again later.
  if (!/^[0-9]{1,12}$/.test(timestamp) || Math.abs(now - Number(timestamp)) > toleranceSeconds)
    throw new Error('The request is more than 5 minutes old or new. If it is not, set the clocks of both machines.')
  const signed = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(rawBody).digest('base64')
  const expected = Buffer.from(`v1,${signed}`)
  // While a secret is being replaced there is a signature for each; yours is one of them.
  const isExpected = (text) => {
    const given = Buffer.from(text)
    return given.length === expected.length && timingSafeEqual(given, expected)
  }
  if (!signatures.split(' ').some(isExpected)) throw new Error('No signature is right: the secret or the body differs.')
  return true
}

async function answer(request, response) {
  const chunks = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += chunk.length
    if (bytes > mostBodyBytes) return response.writeHead(413, { connection: 'close' }).end()
    chunks.push(chunk)
  }
  const rawBody = Buffer.concat(chunks)
  try {
    verify(request.headers, rawBody, process.env.WEBHOOK_SECRET)
  } catch (error) {
    console.error(error.message)
    return response.writeHead(401).end()
  }
  // From here on it can be believed. It may come twice, then with the same webhook-id: remember those you have dealt with.
  console.log(request.headers['webhook-id'], rawBody.toString())
  response.writeHead(204).end()
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      console.error(error.message)
      response.writeHead(400).end()
    })
  })
  server.listen(Number(process.env.PORT ?? 8080), '127.0.0.1', () => {
    console.log(`Listening on http://127.0.0.1:${server.address().port}`)
  })
}
