import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { acceptWebSocket } from './websocket.ts'

async function openEcho(): Promise<WebSocket> {
  const server = createServer()
  server.on('upgrade', (request, socket) => {
    const client = acceptWebSocket(request, socket, (text) => client.sendText(text))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  onTestFinished(() => {
    socket.close()
    server.closeAllConnections()
    server.close()
  })
  await new Promise((resolve) => {
    socket.addEventListener('open', resolve)
  })
  return socket
}

test('messages of every length come through whole and in order', async () => {
  const socket = await openEcho()
  const lengths = [0, 1, 125, 126, 65_535, 65_536, 3_000_000, 5]
  const heard: number[] = []
  const all = new Promise<void>((resolve) => {
    socket.addEventListener('message', ({ data }) => {
      heard.push(String(data).length)
      if (heard.length === lengths.length) resolve()
    })
  })
  for (const length of lengths) socket.send('x'.repeat(length))
  await all
  expect(heard).toEqual(lengths)
})
