import { createPrivateKey } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type Issued, makeCa } from '../../support/certificates.ts'
import { makePfx } from '../../support/pkcs12.ts'
import { aDraft, openWorkstation, refusalOf, stateOf, webhookId } from './ask.ts'

const ca = await makeCa()
const own = await ca.issue({ client: true, commonName: 'SOC workstation 7' })
const other = await ca.issue({ client: true })
const passphrase = 'open-sesame-7'
const protect = ({ keyPem }: Issued) =>
  createPrivateKey(keyPem).export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }).toString()
const protectedKey = protect(own)
const torn = (pem: string) => pem.replace(/\n[^\n]+\n-----END/, '\n-----END')

const pem = (given: object = {}) => ({
  clientCertificate: { kind: 'pem', certificate: own.certPem, key: own.keyPem, passphrase: null, ...given },
})
const pfx = (given: object = {}) => ({
  clientCertificate: { kind: 'pfx', file: makePfx(own, passphrase).toString('base64'), passphrase, ...given },
})
const input = (given: object) => ({ id: webhookId, draft: aDraft(given) as never })

describe('a client certificate is taken', () => {
  const good: [string, object][] = [
    ['as PEM', pem()],
    ['with the certificates between it and the CA', pem({ certificate: `${own.certPem}\n${ca.pem}` })],
    ['with words around the PEM', pem({ certificate: `subject=CN=SOC\n${own.certPem}` })],
    ['as PEM with its key protected', pem({ key: protectedKey, passphrase })],
    ['as a .p12 file', pfx()],
  ]
  test.for(good)('%s: the page sees whom it names and until when, and no more', async ([, given]) => {
    await using station = await openWorkstation()
    const saved = await station.call('webhooks.create', input(given))
    expect(saved.clientCertificate).toEqual({
      subject: 'CN=SOC workstation 7',
      validTo: expect.any(Number),
      updatedAt: station.clock.now(),
    })
    expect(saved.clientCertificate?.validTo).toBeGreaterThan(Date.now())
  })

  test('and kept by a later save, with the time it was set', async () => {
    await using station = await openWorkstation()
    const before = await station.call('webhooks.create', input(pem()))
    await station.pass(60_000)
    const kept = await station.call('webhooks.update', input({ name: 'B', clientCertificate: { kind: 'keep' } }))
    expect(kept).toMatchObject({ name: 'B', clientCertificate: before.clientCertificate })
    const replaced = await station.call('webhooks.update', input(pfx()))
    expect(replaced.clientCertificate?.updatedAt).toBe(station.clock.now())
    const none = await station.call('webhooks.update', input({}))
    expect(none.clientCertificate).toBeNull()
    expect(await refusalOf(station, 'webhooks.update', input({ clientCertificate: { kind: 'keep' } }))).toMatchObject({
      fields: { 'draft.clientCertificate': expect.stringContaining('No client certificate is stored') },
    })
  })
})

describe.for(['webhooks.create', 'webhooks.test'])('%s refuses, at the field', (command) => {
  const cases: [what: string, given: object, field: string, words: RegExp][] = [
    [
      'one to keep where none is stored',
      { clientCertificate: { kind: 'keep' } },
      '',
      /No client certificate is stored/,
    ],
    ['no certificate', pem({ certificate: '' }), '.certificate', /starts with -----BEGIN CERTIFICATE-----/],
    ['a damaged certificate', pem({ certificate: torn(own.certPem) }), '.certificate', /damaged/],
    ['a damaged one behind it', pem({ certificate: own.certPem + torn(ca.pem) }), '.certificate', /damaged/],
    ['a certificate with its key', pem({ certificate: own.certPem + own.keyPem }), '.certificate', /own field/],
    ['no key', pem({ key: '' }), '.key', /PRIVATE KEY/],
    ['a certificate for a key', pem({ key: own.certPem }), '.key', /PRIVATE KEY/],
    ['a damaged key', pem({ key: torn(own.keyPem) }), '.key', /damaged/],
    ['the key of another certificate', pem({ key: other.keyPem }), '.key', /does not belong/],
    ['a chain the wrong way round', pem({ certificate: ca.pem + own.certPem }), '.key', /comes first/],
    ['a protected key without passphrase', pem({ key: protectedKey }), '.passphrase', /Enter its passphrase/],
    ['a protected key with an empty one', pem({ key: protectedKey, passphrase: '' }), '.passphrase', /Enter its/],
    ['a wrong passphrase', pem({ key: protectedKey, passphrase: 'no' }), '.passphrase', /does not open this key/],
    ['no file', pfx({ file: '' }), '.file', /Choose a/],
    ['a file that is none', pfx({ file: btoa('a picture of a cat') }), '.file', /no \.p12 or \.pfx file/],
    ['a PEM for a file', pfx({ file: btoa(own.certPem) }), '.file', /no \.p12 or \.pfx file/],
    ['a file without its passphrase', pfx({ passphrase: null }), '.passphrase', /Enter its passphrase/],
    ['a file with a wrong one', pfx({ passphrase: 'no' }), '.passphrase', /does not open this file/],
  ]
  test.for(cases)('%s', async ([, given, field, words]) => {
    await using station = await openWorkstation()
    const before = await stateOf(station)
    const { code, fields } = await refusalOf(station, command, input(given))
    expect(code).toBe('invalid')
    expect(fields).toEqual({ [`draft.clientCertificate${field}`]: expect.stringMatching(words) })
    expect(await stateOf(station)).toEqual(before)
  })
})
