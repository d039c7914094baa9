import { X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { expired, forAnotherHost, makeCa, notYetValid, selfSigned, type CertificateWish } from './certificates.ts'
import { post } from './post.ts'
import { openReceiver } from './receiver.ts'

const ca = await makeCa()

async function visit(wish: CertificateWish, trusted?: string) {
  const { certPem: cert, keyPem: key } = await ca.issue(wish)
  await using receiver = await openReceiver({ ca, cert, key })
  return await post(receiver.url, '', { ca: trusted })
}

describe('a server certificate', () => {
  test('from a trusted CA is accepted by IPv4 address and by name', async () => {
    await using receiver = await openReceiver({ ca })
    expect((await post(receiver.url, '', { ca: ca.pem })).body).toBe('ok')
    expect((await post(`https://localhost:${receiver.port}/`, '', { ca: ca.pem })).body).toBe('ok')
  })

  test('from a trusted CA is accepted by IPv6 address', async () => {
    const { certPem } = await ca.issue()
    expect(new X509Certificate(certPem).checkIP('::1')).toBe('::1')
  })

  test.each([
    ['that has expired', expired(), 'CERT_HAS_EXPIRED'],
    ['that is not yet valid', notYetValid(), 'CERT_NOT_YET_VALID'],
    ['for another host', forAnotherHost(), 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['for no host at all', { names: [] }, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['made for clients', { client: true, names: ['127.0.0.1'] }, 'INVALID_PURPOSE'],
  ])('%s is refused', async (_, wish, code) => {
    await expect(visit(wish, ca.pem)).rejects.toMatchObject({ code })
  })

  test('from an unknown CA is refused', async () => {
    await expect(visit({})).rejects.toMatchObject({ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' })
  })

  test('from another CA of the same name is refused', async () => {
    await expect(visit({}, (await makeCa()).pem)).rejects.toMatchObject({ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' })
  })

  test('sent together with its unknown CA is refused as a self-signed chain', async () => {
    const { certPem, keyPem: key } = await ca.issue()
    await using receiver = await openReceiver({ ca, cert: certPem + ca.pem, key })
    await expect(post(receiver.url)).rejects.toMatchObject({ code: 'SELF_SIGNED_CERT_IN_CHAIN' })
  })

  test('that signed itself is refused unless it is trusted itself', async () => {
    const { certPem: cert, keyPem: key } = await selfSigned()
    await using receiver = await openReceiver({ cert, key })
    await expect(post(receiver.url)).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
    expect((await post(receiver.url, '', { ca: cert })).status).toBe(200)
  })

  test('keeps a name that holds a comma', async () => {
    const { certPem } = await ca.issue({ commonName: 'Contoso, Inc.' })
    expect(new X509Certificate(certPem).toLegacyObject().subject.CN).toBe('Contoso, Inc.')
  })
})

describe('a receiver that asks for a client certificate', () => {
  test('knows the client by name', async () => {
    await using receiver = await openReceiver({ ca, requestClientCert: true })
    const { certPem: cert, keyPem: key } = await ca.issue({ client: true, commonName: 'workstation' })
    expect((await post(receiver.url, '', { ca: ca.pem, cert, key })).status).toBe(200)
    expect(receiver.requests[0]?.client).toBe('workstation')
  })

  test('takes no request without one', async () => {
    await using receiver = await openReceiver({ ca, requestClientCert: true })
    await expect(post(receiver.url, '', { ca: ca.pem })).rejects.toThrow()
    expect(receiver.requests).toEqual([])
  })
})
