import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { followChain, readAuthorities } from '../../../main/engine/chain.ts'
import type { ClientCertificate } from '../../../main/engine/route.ts'
import { nodeTrust, openTrust } from '../../../main/engine/trust.ts'
import { makeCa } from '../../support/certificates.ts'

const ca = await makeCa()
const issued = await ca.issue()

const countingStores = () => {
  const read = { bundled: 0, system: 0 }
  return {
    read,
    stores: {
      bundled: () => (read.bundled++, [ca.pem]),
      system: () => (read.system++, []),
    },
  }
}
const client: ClientCertificate = {
  kind: 'pem',
  certificate: issued.certPem,
  key: issued.keyPem,
  passphrase: null,
}

test('equal credentials share what was made of them, and others never do', () => {
  const trust = openTrust(countingStores().stores)
  const plain = { caCertificate: null, clientCertificate: null }
  const contexts = [
    trust.contextFor(plain),
    trust.contextFor({ ...plain, caCertificate: ca.pem }),
    trust.contextFor({ ...plain, clientCertificate: client }),
  ]
  expect(new Set(contexts).size).toBe(3)
  expect(trust.contextFor({ ...plain })).toBe(contexts[0])
  expect(trust.contextFor({ ...plain, clientCertificate: { ...client } })).toBe(contexts[2])
})

test('of many credentials only those last used are kept', () => {
  const trust = openTrust({ bundled: () => [], system: () => [] })
  const contextOf = (index: number) =>
    trust.contextFor({ caCertificate: `# ${index}\n${ca.pem}`, clientCertificate: null })
  const first = contextOf(0)
  const second = contextOf(1)
  for (let index = 2; index < 32; index++) contextOf(index)
  expect(contextOf(0)).toBe(first)
  contextOf(32)
  expect(contextOf(0)).toBe(first)
  expect(contextOf(1)).not.toBe(second)
})

test('whose authority it is, is read from the stores once', () => {
  const { read, stores } = countingStores()
  const trust = openTrust(stores)
  const leaf = new X509Certificate(issued.certPem)
  for (let times = 0; times < 3; times++) expect(trust.chainOf(leaf, null).trust).toBe('bundled')
  expect(read).toEqual({ bundled: 1, system: 0 })
})

test('once it is warm no connection reads a store', async () => {
  const { read, stores } = countingStores()
  const trust = openTrust(stores)
  await trust.warmUp()
  expect(read.system).toBeGreaterThan(0)
  const before = { ...read }
  trust.contextFor({ caCertificate: null, clientCertificate: null })
  expect(trust.chainOf(new X509Certificate((await (await makeCa()).issue()).certPem), null).trust).toBe(null)
  expect(read).toEqual(before)
})

test('an authority of the same name with another key vouches for nothing', async () => {
  const renewed = await makeCa()
  const real = await makeCa()
  const leaf = new X509Certificate((await real.issue()).certPem)
  const stores = { own: readAuthorities([renewed.pem]), system: readAuthorities([renewed.pem, real.pem]) }
  const followed = followChain(leaf, [
    ['own', () => stores.own],
    ['system', () => stores.system],
  ])
  expect(followed.trust).toBe('system')
  expect(followed.certificates.map(({ fingerprint256 }) => fingerprint256)).toEqual([
    leaf.fingerprint256,
    new X509Certificate(real.pem).fingerprint256,
  ])
  expect(followChain(leaf, [['own', () => stores.own]])).toEqual({ certificates: [leaf], trust: null })
})

test('what is no certificate in a store is left out', () => {
  const damaged = ca.pem.replace(/\n.{8}/, '\n--------')
  expect(readAuthorities(['', 'junk', damaged]).size).toBe(0)
  expect(readAuthorities([`text before\n${ca.pem}\n${issued.certPem}text after`]).size).toBe(2)
})

test('Node’s own stores are read, and hold authorities', () => {
  const noted: unknown[] = []
  const stores = nodeTrust((error) => noted.push(error))
  expect(readAuthorities(stores.bundled()).size).toBeGreaterThan(100)
  expect(Array.isArray(stores.system())).toBe(true)
  expect(stores.system()).toBe(stores.system())
  expect(noted).toEqual([])
})
