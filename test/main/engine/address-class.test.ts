import { describe, expect, test } from 'vitest'
import { classOf, leastPublic, type Reach } from '../../../main/engine/address-class.ts'

const classes: Record<Reach, string[]> = {
  public: ['1.0.0.1', '8.8.8.8', '100.63.255.255', '100.128.0.0', '172.15.255.255', '172.32.0.0', '192.0.1.0']
    .concat(['192.167.255.255', '198.17.255.255', '198.20.0.0', '223.255.255.255', '168.63.129.15'])
    .concat(['2000::1', '2606:4700::1111', '2001:4860:4860::8888', '3ffe::1', '2001:1::1']),
  private: ['10.0.0.0', '10.255.255.255', '172.16.0.0', '172.31.255.255', '192.168.0.1', '100.64.0.0'].concat([
    '100.127.255.255',
    '198.18.0.0',
    '198.19.255.255',
    '100.100.100.199',
    'fc00::1',
    'fdff::1',
    'fd00:ec2::253',
    'fec0::1',
  ]),
  loopback: ['127.0.0.1', '127.255.255.254', '127.0.0.53', '::1', '0:0:0:0:0:0:0:1'],
  forbidden: ['0.0.0.0', '0.255.255.255', '169.254.0.1', '169.254.169.254', '168.63.129.16', '100.100.100.200']
    .concat(['192.0.0.192', '192.0.2.1', '198.51.100.1', '203.0.113.1'])
    .concat(['192.88.99.1', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255'])
    .concat(['::', 'fe80::1', 'febf::1', 'fe80::1%eth0', 'ff02::1', 'fd00:ec2::254', 'fd20:ce::254', '2001:db8::1'])
    .concat(['3fff::1', '2001:2::1', '2001:10::1', '100::1', '5f00::1', '4000::1', '1fff::1']),
}
describe.for(Object.entries(classes))('%s is', ([reach, addresses]) => {
  test.for(addresses)('%s', (address) => expect(classOf(address)).toBe(reach))
})

/** The forms in which an IPv6 address carries an IPv4 address. */
const forms: [string, (hex: [string, string], dotted: string) => string][] = [
  ['v4-mapped', (_hex, dotted) => `::ffff:${dotted}`],
  ['v4-mapped in hex', ([high, low]) => `::ffff:${high}:${low}`],
  ['v4-mapped in full', ([high, low]) => `0000:0000:0000:0000:0000:FFFF:${high}:${low}`],
  ['v4-mapped with a scope', (_hex, dotted) => `::ffff:${dotted}%eth0`],
  ['v4-mapped in brackets', (_hex, dotted) => `[::ffff:${dotted}]`],
  ['v4-compatible', (_hex, dotted) => `::${dotted}`],
  ['v4-translated', (_hex, dotted) => `::ffff:0:${dotted}`],
  ['NAT64', (_hex, dotted) => `64:ff9b::${dotted}`],
  ['NAT64 of a local network', ([high, low]) => `64:ff9b:1::${high}:${low}`],
  ['NAT64 of a local network’s own prefix', ([high, low]) => `64:ff9b:1:fffe::${high}:${low}`],
  ['6to4', ([high, low]) => `2002:${high}:${low}::1`],
  [
    'Teredo client',
    (hex) => `2001:0:808:808:0:0:${hex.map((half) => (Number(`0x${half}`) ^ 0xffff).toString(16)).join(':')}`,
  ],
  ['Teredo server', ([high, low]) => `2001:0:${high}:${low}:0:0:f7f7:f7f7`],
]
const carried: [string, Reach][] = [
  ['8.8.8.8', 'public'],
  ['10.1.2.3', 'private'],
  ['192.168.1.1', 'private'],
  ['100.64.0.1', 'private'],
  ['198.18.0.1', 'private'],
  ['127.0.0.1', 'loopback'],
  ['169.254.169.254', 'forbidden'],
  ['168.63.129.16', 'forbidden'],
  ['224.0.0.1', 'forbidden'],
  ['255.255.255.255', 'forbidden'],
]
describe.for(forms)('%s: an IPv4 address inside', ([, write]) => {
  test.for(carried)('%s is %s', ([dotted, reach]) => {
    const [a = 0, b = 0, c = 0, d = 0] = dotted.split('.').map(Number)
    expect(classOf(write([(a * 256 + b).toString(16), (c * 256 + d).toString(16)], dotted))).toBe(reach)
  })
})

test.for(['64:ff9b:1:a9fe:a9:fe00::', '64:ff9b:1:0:a9:fea9:fe00::', '64:ff9b:1:a:8:808:800::'])(
  'NAT64 of a local network in another layout is forbidden, for it can’t be told what it carries: %s',
  (address) => expect(classOf(address)).toBe('forbidden'),
)

test.for<[string, Reach]>([
  ['https://0177.0.0.1/', 'loopback'],
  ['https://0x7f.1/', 'loopback'],
  ['https://2130706433/', 'loopback'],
  ['https://127.1/', 'loopback'],
  ['https://0xa.1/', 'private'],
  ['https://012.0.0.1/', 'private'],
  ['https://0xA9FEA9FE/', 'forbidden'],
  ['https://0251.0376.0251.0376/', 'forbidden'],
  ['https://１６９。254。169。254/', 'forbidden'],
  ['https://[::FFFF:7f00:1]/', 'loopback'],
  ['https://[::ffff:10.1.1.1]/', 'private'],
])('the host of %s is %s', ([url, reach]) => expect(classOf(new URL(url).hostname)).toBe(reach))

test.for(['', 'localhost', '1.2.3', '0177.0.0.1', '256.1.1.1', ':::', '::1::', 'fe80', '10.0.0.1/8', '%eth0'])(
  'what is no address is forbidden: %j',
  (text) => expect(classOf(text)).toBe('forbidden'),
)

test('the least public of several is the one furthest from the internet', () => {
  expect(leastPublic([])).toBeNull()
  expect(leastPublic(['public'])).toBe('public')
  expect(leastPublic(['private', 'public'])).toBe('private')
  expect(leastPublic(['loopback', 'public', 'private'])).toBe('loopback')
  expect(leastPublic(['forbidden', 'loopback'])).toBe('forbidden')
})
