import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { type Length, readMessage } from '../../../main/engine/proxy-read.ts'

/** Both ends of a real connection. */
async function openPair(): Promise<[Socket, Socket]> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const near = connect((server.address() as AddressInfo).port, '127.0.0.1')
  const [[far]] = await Promise.all([once(server, 'connection'), once(near, 'connect')])
  server.close()
  return [near, far as Socket]
}
const toLine = (bytes: Buffer): Length => (bytes.includes(10) ? bytes.indexOf(10) + 1 : 'more')

test('what comes after a message stays for who reads next, and a message may come in pieces', async () => {
  const [near, far] = await openPair()
  far.write('one\ntwo\nthr')
  expect((await readMessage(near, toLine)).toString()).toBe('one\n')
  expect((await readMessage(near, toLine)).toString()).toBe('two\n')
  far.end('ee\nthe receiver’s')
  expect((await readMessage(near, toLine)).toString()).toBe('three\n')
  expect(Buffer.concat(await near.toArray()).toString()).toBe('the receiver’s')
})

test.for<[string, (far: Socket) => void, () => Length]>([
  ['is wrong', (far) => far.write('x'), () => 'wrong'],
  ['has no end within 16 KiB', (far) => far.write(Buffer.alloc(17_000)), () => 'more'],
  ['says it is longer than 16 KiB', (far) => far.write('x'), () => 17_000],
  ['breaks off', (far) => far.end('x'), () => 'more'],
  ['is cut by a reset', (far) => far.resetAndDestroy(), () => 'more'],
])('a message that %s is a fault of the proxy', async ([, send, lengthOf]) => {
  const [near, far] = await openPair()
  const reading = readMessage(near, lengthOf)
  send(far)
  await expect(reading).rejects.toMatchObject({ code: 'ECASTELLAN_PROXY_FAULT' })
  await expect(readMessage(near.destroy(), lengthOf)).rejects.toMatchObject({ code: 'ECASTELLAN_PROXY_FAULT' })
  expect(near.eventNames().filter((name) => name === 'data')).toEqual([])
  far.destroy()
})
