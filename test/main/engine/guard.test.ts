import { describe, expect, test } from 'vitest'
import { blockedCode, lessPublicCode } from '../../../main/engine/fault-codes.ts'
import { checkAddress, checkAll, isRefused, lookupClass } from '../../../main/engine/guard.ts'
import { type AddressClass, addressClasses } from '../../../preload/contract/outcome.ts'
import { aLookup } from '../../support/routes.ts'

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
    ['benchmarking v6', '2001:2::1'],
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
    '198.18.0.1',
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

describe('the class of a name', () => {
  const { lookup } = aLookup({
    'public.test': ['93.184.215.14', '2606:4700::1111'],
    'private.test': ['93.184.215.14', '10.0.0.1'],
    'local.test': ['10.0.0.1', '::1', '93.184.215.14'],
    'metadata.test': ['127.0.0.1', '169.254.169.254'],
    'empty.test': [],
  })
  test.for([
    ['public.test', 'public'],
    ['private.test', 'private'],
    ['local.test', 'loopback'],
    ['metadata.test', 'forbidden'],
    ['empty.test', null],
    ['nowhere.test', null],
    ['10.1.1.1', 'private'],
    ['[::1]', 'loopback'],
    ['[::ffff:a9fe:a9fe]', 'forbidden'],
  ] as const)('%s is the least public of its addresses: %s', async ([name, reach]) =>
    expect(await lookupClass(name, lookup)).toBe(reach),
  )

  test('by the real resolver: localhost is loopback', async () =>
    expect(await lookupClass('localhost')).toBe('loopback'))
})

describe('one that agreed to', () => {
  const limits = { port: 443, ownPorts: [] }
  const addresses = { public: '93.184.215.14', private: '10.0.0.1', loopback: '127.0.0.1' }
  const passing = (agreed: AddressClass | null) =>
    addressClasses.filter((reach) => {
      try {
        return checkAddress(addresses[reach], { ...limits, agreed }) === reach
      } catch (error) {
        expect(error).toMatchObject({ code: 'ECASTELLAN_LESS_PUBLIC', address: addresses[reach] })
        return false
      }
    })
  test.for<[AddressClass | null, AddressClass[]]>([
    ['public', ['public']],
    ['private', ['public', 'private']],
    ['loopback', ['public', 'private', 'loopback']],
    [null, ['public', 'private', 'loopback']],
  ])('%s is sent to addresses that are %j', ([agreed, passed]) => expect(passing(agreed)).toEqual(passed))

  test('anything is not sent to a forbidden address, nor to a loopback port of ours', () => {
    const own = { port: 8443, agreed: null, ownPorts: [1, 8443] }
    for (const ip of ['169.254.169.254', '127.0.0.1', '::1', '::ffff:127.0.0.9']) {
      expect(() => checkAddress(ip, own)).toThrow(expect.objectContaining({ code: blockedCode, address: ip }))
    }
    expect(checkAddress('10.0.0.1', own)).toBe('private')
    expect(checkAddress('127.0.0.1', { ...own, port: 8444 })).toBe('loopback')
  })

  test('is not sent anywhere where a single address of the name does not pass', () => {
    const checking = (ips: string[]) => () =>
      checkAll(
        ips.map((address) => ({ address, family: 4 })),
        { ...limits, agreed: 'public' },
      )
    expect(checking(['93.184.215.14', '1.1.1.1'])).not.toThrow()
    expect(checking(['93.184.215.14', '10.0.0.1'])).toThrow(expect.objectContaining({ code: lessPublicCode }))
    // The graver of the two is told.
    expect(checking(['10.0.0.1', '169.254.0.1'])).toThrow(expect.objectContaining({ code: blockedCode }))
  })
})
