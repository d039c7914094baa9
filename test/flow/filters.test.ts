import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Filter, unreadableFilter } from '../../preload/contract/filter.ts'
import { openReceiver, type Receiver } from '../support/receiver.ts'
import { openWorkstation, type Workstation } from '../support/workstation.ts'

const finance: Filter = {
  op: 'all',
  of: [
    { op: 'severity', atLeast: 'high' },
    {
      op: 'any',
      of: [
        { op: 'contains', path: 'host', value: 'fin' },
        { op: 'cidr', path: '*', network: '10.20.0.0/16' },
      ],
    },
    { op: 'not', of: { op: 'equals', path: 'user', value: 'CONTOSO\\scanner' } },
  ],
}

const add = (station: Workstation, receiver: Receiver, name: string, filter: Filter | null) =>
  station.add({ name, url: `${receiver.url}/${encodeURIComponent(name)}`, caCertificate: receiver.ca, filter })

const titlesAt = (receiver: Receiver, path: string) =>
  receiver.requests.filter((request) => request.path.endsWith(path)).map(({ body }) => JSON.parse(body).data.title)

/** Another version, or a hand, has written it. */
function spoilFilter(folder: string, id: string, filter: unknown): void {
  const database = new DatabaseSync(join(folder, 'ledger.sqlite'))
  database
    .prepare("UPDATE webhook SET definition = json_set(definition, '$.filter', json(?)) WHERE id = ?")
    .run(JSON.stringify(filter), id)
  database.close()
}

test('a webhook gets what its filter lets through and no byte of the rest; one without gets all', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  await add(station, receiver, 'finance', finance)
  await add(station, receiver, 'all', null)
  const clean = { agent: { name: 'WIN-HR-01', ip: '10.9.9.9' }, user: { name: 'j.doe' }, network: {} }
  await station.fire({ ...clean, title: 'host', agent: { name: 'WIN-FIN-07' } })
  await station.fire({ ...clean, title: 'network', network: { source_ip: '::ffff:10.20.30.41' } })
  await station.fire({ ...clean, title: 'neither' })
  await station.fire({ ...clean, title: 'too mild', severity: 'medium', agent: { name: 'WIN-FIN-07' } })
  await station.fire({ ...clean, title: 'scanner', agent: { name: 'WIN-FIN-07' }, user: { name: 'contoso\\SCANNER' } })
  expect(titlesAt(receiver, 'finance')).toEqual(['host', 'network'])
  expect(titlesAt(receiver, 'all')).toEqual(['host', 'network', 'neither', 'too mild', 'scanner'])
  expect(await station.call('deliveries.page', {})).toHaveLength(7)
})

test('what a disabled webhook would not want is not held for it', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const id = await add(station, receiver, 'finance', finance)
  await station.call('webhooks.disable', { id })
  await station.fire({ title: 'host', agent: { name: 'WIN-FIN-07' }, user: { name: 'j.doe' } })
  await station.fire({ title: 'neither', agent: { name: 'WIN-HR-01' }, network: {} })
  expect(await station.webhook(id)).toMatchObject({ held: 1, status: { kind: 'disabled' } })
})

test.for([
  ['of a later version', { op: 'sometimes', path: 'host' }],
  ['with a network that is none', { op: 'cidr', path: 'host', network: '10.0.0.0/99' }],
  ['that is no filter at all', 'all of them'],
  ['deeper than any', JSON.parse(`${'{"op":"not","of":'.repeat(60)}{"op":"exists","path":"host"}${'}'.repeat(60)}`)],
])(
  'a stored filter %s keeps nothing back, says so as a Warning, and is over once it is saved anew',
  async ([, stored]) => {
    await using receiver = await openReceiver()
    await using station = await openWorkstation()
    const id = await add(station, receiver, 'spoilt', finance)
    const good = await add(station, receiver, 'good', finance)
    station.restart({ meanwhile: () => spoilFilter(station.folder, id, stored) })
    const warning = { kind: 'warning', reason: unreadableFilter, attempt: null, nextAttemptAt: null }
    expect(await station.webhook(id)).toMatchObject({ filter: { op: 'unreadable' }, status: warning })

    await station.fire({ title: 'neither', agent: { name: 'WIN-HR-01' }, network: {} })
    expect(titlesAt(receiver, 'spoilt')).toEqual(['neither'])
    expect(titlesAt(receiver, 'good')).toEqual([])
    expect(await station.webhook(id)).toMatchObject({ status: warning, lastAttempt: { ok: true } })
    expect(await station.webhook(good)).toMatchObject({ status: { kind: 'active' } })

    const draft = { name: 'spoilt', url: null, events: ['security.critical' as const], caCertificate: receiver.ca }
    await station.call('webhooks.update', { id, draft: { ...draft, filter: finance } })
    expect(await station.webhook(id)).toMatchObject({ filter: finance, status: { kind: 'active' } })
    await station.fire({ title: 'neither again', agent: { name: 'WIN-HR-01' }, network: {} })
    expect(titlesAt(receiver, 'spoilt')).toEqual(['neither'])
  },
)

test('a failing attempt is told first, and a webhook with an unreadable filter can still be disabled', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const id = await add(station, receiver, 'spoilt', finance)
  station.restart({ meanwhile: () => spoilFilter(station.folder, id, 1) })
  receiver.always({ status: 503 })
  await station.fire()
  expect(await station.webhook(id)).toMatchObject({
    status: { kind: 'warning', attempt: 1, reason: `HTTP 503, receiver unavailable. ${unreadableFilter}` },
  })
  await station.call('webhooks.disable', { id })
  expect(await station.webhook(id)).toMatchObject({ status: { kind: 'disabled', by: 'user' } })
})
