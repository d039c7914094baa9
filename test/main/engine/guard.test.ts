import type { LookupAddress } from 'node:dns'
import { describe, expect, test } from 'vitest'
import { blockedCode, guardedLookup, guardLookup, isRefused } from '../../../main/engine/guard.ts'

describe('refused is', () => {
  test.for([
    ['link-local, first', '169.254.0.0'],
    ['cloud metadata', '169.254.169.254'],
    ['link-local, last', '169.254.255.255'],
    ['Azure’s host', '168.63.129.16'],
    ['Alibaba’s metadata', '100.100.100.200'],
    ['unspecified', '0.0.0.0'],
    ['this network', '0.1.2.3'],
    ['multicast', '224.0.0.1'],
    ['multicast, last', '239.255.255.255'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['unspecified v6', '::'],
    ['link-local v6', 'fe80::1'],
    ['link-local v6, last', 'febf:ffff::1'],
    ['link-local v6 with a scope', 'fe80::1%eth0'],
    ['link-local v6 with a numeric scope in brackets', '[fe80::1%2]'],
    ['multicast v6', 'ff02::1'],
    ['AWS metadata v6', 'fd00:ec2::254'],
    ['documentation', '203.0.113.7'],
    ['benchmarking', '198.18.0.1'],
    ['reserved v6', 'fe00::1'],
    ['v4-mapped metadata', '::ffff:169.254.169.254'],
    ['v4-mapped metadata in hex', '::ffff:a9fe:a9fe'],
    ['v4-mapped metadata in brackets', '[::ffff:a9fe:a9fe]'],
    ['v4-mapped unspecified', '::ffff:0.0.0.0'],
    ['v4-mapped, written long', '0:0:0:0:0:ffff:a9fe:a9fe'],
    ['metadata by NAT64', '64:ff9b::169.254.169.254'],
    ['metadata by NAT64 in hex', '64:ff9b::a9fe:a9fe'],
    ['Azure’s host by NAT64', '64:ff9b::a83f:8110'],
    ['metadata by 6to4', '2002:a9fe:a9fe::1'],
    ['multicast by 6to4', '2002:e000:1::'],
    ['Azure’s host by 6to4', '2002:a83f:8110:1::1'],
  ])('%s: %s', ([, address]) => expect(isRefused(address!)).toBe(true))
})

describe('allowed is, because a workstation has receivers of its own', () => {
  test.for([
    '127.0.0.1',
    '::1',
    '[::1]',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '100.100.100.199',
    '168.63.129.17',
    '169.253.255.255',
    '169.255.0.0',
    '223.255.255.255',
    '1.0.0.1',
    '93.184.215.14',
    'fd00::1',
    'fec0::1',
    '2606:4700::1111',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    '2002:a00:1::1',
    '2002:a83f:8111::1',
  ])('%s', (address) => expect(isRefused(address)).toBe(false))

  test.for(['', 'localhost', 'hooks.example.com', '169.254.169.254.example.com', '1.2.3', '0xa9fea9fe'])(
    'what is no address, for the lookup decides: %j',
    (name) => expect(isRefused(name)).toBe(false),
  )
})

test.for([
  'https://169.254.169.254/',
  'https://169.254.169.254./',
  'https://0251.0376.0251.0376/',
  'https://0xa9.0xfe.0xa9.0xfe/',
  'https://0xA9FEA9FE/',
  'https://2852039166/',
  'https://169.254.43518/',
  'https://169.16689662/',
  'https://%31%36%39.254.169.254/',
  'https://１６９.254.169.254/',
  'https://169。254。169。254/',
  'https://0/',
  'https://[::ffff:169.254.169.254]/',
  'https://[::FFFF:A9FE:A9FE]/',
  'https://[0000:0000:0000:0000:0000:ffff:169.254.169.254]/',
  'https://[64:ff9b::169.254.169.254]/',
  'https://[fe80::1]/',
  'https://[::]/',
])('the URL %s is seen through', (url) => expect(isRefused(new URL(url).hostname)).toBe(true))

test('a scope can’t get into a URL', () => expect(URL.canParse('https://[fe80::1%25eth0]/')).toBe(false))

type Looked = { error: NodeJS.ErrnoException | null; address: string | LookupAddress[]; family: number | undefined }
const look = (lookup: typeof guardedLookup, name: string, all: boolean) =>
  new Promise<Looked>((resolve) =>
    lookup(name, { all }, (error, address, family) => resolve({ error, address, family })),
  )
const answering = (...addresses: string[]) => {
  const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  return guardLookup((_name, options, callback) => {
    expect(options.all).toBe(true)
    callback(null, found)
  })
}

describe.for([true, false])('a lookup with all: %s', (all) => {
  test.for([
    ['the only', ['169.254.169.254']],
    ['the first', ['169.254.169.254', '93.184.215.14']],
    ['the last', ['93.184.215.14', '2606:4700::1111', '::ffff:169.254.169.254']],
    ['a scoped', ['93.184.215.14', 'fe80::1%eth0']],
  ] as const)('fails where %s address is refused, and hands none out', async ([, addresses]) => {
    const { error, address } = await look(answering(...addresses), 'rebind.example', all)
    expect(error).toMatchObject({ code: blockedCode })
    expect(address).toEqual([])
  })

  test('fails with the code of the system’s lookup where that fails', async () => {
    const failing = guardLookup((_name, _options, callback) =>
      callback(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), []),
    )
    expect((await look(failing, 'nowhere.example', all)).error).toMatchObject({ code: 'ENOTFOUND' })
  })

  test('of the real system refuses a literal address too', async () => {
    expect((await look(guardedLookup, '169.254.169.254', all)).error).toMatchObject({ code: blockedCode })
  })
})

test('a lookup that asks for all gets all that were checked, in order', async () => {
  const { error, address } = await look(answering('93.184.215.14', '2606:4700::1111'), 'ok.example', true)
  expect(error).toBeNull()
  expect(address).toEqual([
    { address: '93.184.215.14', family: 4 },
    { address: '2606:4700::1111', family: 6 },
  ])
})

test('a lookup that asks for one gets the first of those checked', async () => {
  const looked = await look(answering('2606:4700::1111', '93.184.215.14'), 'ok.example', false)
  expect(looked).toEqual({ error: null, address: '2606:4700::1111', family: 6 })
})
