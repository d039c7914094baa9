import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { makeCertificate } from '../../../../main/sources/http/certificate.ts'
import { time } from '../../../../main/sources/http/der.ts'
import { turnOn } from '../../../support/http-source.ts'
import { openWorkstation, type Workstation } from '../../../support/workstation.ts'

const event = { type: 'security.critical', data: { severity: 'critical', title: 'T' } }

async function until(station: Workstation, state: string) {
  const { http } = station.sources()
  while (http.view().state !== state) await new Promise(setImmediate)
  return http.view()
}

test('it is off until it is turned on, and lets go of the port when it is turned off', async () => {
  await using station = await openWorkstation()
  expect(station.sources().http.view()).toMatchObject({ state: 'off', tokenMadeAt: null, certificate: null })
  const source = await turnOn(station.sources())
  station.sources().http.follow({ on: false, port: 0, tls: true, mapping: null })
  await until(station, 'off')
  await expect(source.post('/v1/events', event)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})

test('a port that is taken is said with what to do, and tried again', async () => {
  await using station = await openWorkstation()
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  station.sources().http.follow({ on: true, port, tls: false, mapping: null })
  expect((await until(station, 'failed')).lastError).toMatchObject({
    message: `Port ${port} is taken by another program.`,
    next: expect.stringContaining('Choose another port'),
  })
  other.close()
  await once(other, 'close')
  station.clock.advance(30_000)
  expect((await until(station, 'on')).lastError).toBeNull()
})

test('a change of settings moves it', async () => {
  await using station = await openWorkstation()
  const tls = await turnOn(station.sources())
  expect(tls.url).toMatch(/^https:/)
  const plain = await turnOn(station.sources(), { tls: false }).then(async (source) => {
    while (station.sources().http.view().state !== 'on') await new Promise(setImmediate)
    return source
  })
  expect(plain.url).toMatch(/^http:/)
})

test('after a restart the token and the certificate are the same', async () => {
  await using station = await openWorkstation()
  const { token } = await turnOn(station.sources())
  const { certificate } = station.sources().http.view()
  station.restart()
  station.sources().http.follow({ on: true, port: 0, tls: true, mapping: null })
  const view = await until(station, 'on')
  expect(view.certificate).toEqual(certificate)
  const answer = await fetch(`${view.url}/v1/openapi.json`).catch((error: Error) => error)
  // Nobody trusts it who was not told to.
  expect(answer).toBeInstanceOf(Error)
  expect(view.tokenMadeAt).not.toBeNull()
  expect(token).toMatch(/^cwt_[\w-]{43}$/)
})

test('a certificate that is damaged or about to end is made anew', async () => {
  await using station = await openWorkstation()
  await turnOn(station.sources())
  const first = station.sources().http.view().certificate!
  const again = async (spoil: () => void) => {
    station.sources().http.follow({ on: false, port: 0, tls: true, mapping: null })
    await until(station, 'off')
    spoil()
    station.sources().http.follow({ on: true, port: 0, tls: true, mapping: null })
    return (await until(station, 'on')).certificate!
  }
  expect((await again(() => {})).fingerprint).toBe(first.fingerprint)
  const second = await again(() => writeFileSync(first.file, 'not a certificate'))
  expect(second.fingerprint).not.toBe(first.fingerprint)
  const third = await again(() => station.clock.jump(815 * 86_400_000))
  expect(third.fingerprint).not.toBe(second.fingerprint)
  expect(third.notAfter).toBeGreaterThan(station.clock.now())
  expect(new X509Certificate(readFileSync(third.file)).fingerprint256).toBe(third.fingerprint)
})

test('the certificate stands for this workstation’s own address and nothing else', () => {
  const now = Date.UTC(2026, 10, 23)
  for (let count = 0; count < 50; count += 1) {
    const certificate = new X509Certificate(makeCertificate(now).certificate)
    expect(certificate.verify(certificate.publicKey)).toBe(true)
    expect(certificate.ca).toBe(false)
    expect(certificate.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1')
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1'])
    expect(certificate.validToDate.getTime() - certificate.validFromDate.getTime()).toBeLessThan(825 * 86_400_000)
  }
})

test('its times are written as RFC 5280 wants them', () => {
  expect(time(new Date('2049-12-31T23:59:59.999Z')).toString('latin1', 2)).toBe('491231235959Z')
  expect(time(new Date('2050-01-01T00:00:00Z')).toString('latin1', 2)).toBe('20500101000000Z')
})
