import { afterEach, beforeEach, expect, test } from 'vitest'
import { openConnect } from '../../../main/engine/connect.ts'
import { openConnections } from '../../../main/engine/connections.ts'
import { openReceiver, type Receiver } from '../../support/receiver.ts'
import { aRoute } from '../../support/routes.ts'

const never = new AbortController().signal
let receiver: Receiver
beforeEach(async () => {
  receiver = await openReceiver()
})
afterEach(() => receiver.close())

test('a connection is used again for a minute: however busy, a webhook notices that its name or certificate is another', async () => {
  let time = 0
  const connect = openConnect({ trust: { bundled: () => [receiver.ca], system: () => [] } })
  const connections = openConnections(connect, { now: () => time })
  const url = new URL(receiver.url)
  const opened = await connections.open(url, aRoute(), never)
  if (!opened.ok) throw new Error(opened.fault.code)
  const { connection } = opened
  connections.giveBack(connection)
  time = 59_999
  expect(await connections.take(url, aRoute())).toBe(connection)
  connections.giveBack(connection)
  time = 60_000
  expect(await connections.take(url, aRoute())).toBeNull()
  connections.giveBack(connection)
  await expect.poll(() => connection.connected.socket.destroyed).toBe(true)
  connections.close()
})
