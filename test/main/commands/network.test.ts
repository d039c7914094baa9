import { expect, test } from 'vitest'
import { openWorkstation } from './ask.ts'

test('the window is told what the network does, and a snapshot has it', async () => {
  await using station = await openWorkstation()
  expect(await station.call('app.snapshot', {})).toMatchObject({ network: 'up' })
  station.network.set('down')
  expect(station.changes()).toEqual([{ kind: 'network', network: 'down' }])
  expect(await station.call('app.snapshot', {})).toMatchObject({ network: 'down' })
  station.network.set('asleep')
  station.network.set('up')
  expect(station.changes()).toEqual([{ kind: 'network', network: 'up' }])
})
