import { describe, expect, it } from 'vitest'
import { phaseRows } from '../../../../renderer/screens/webhooks/testing/phase-rows.ts'
import { refusedReport, sampleReport } from '../../support/sample-report.ts'

const now = Date.UTC(2026, 10, 23)
const tls = {
  version: 'TLSv1.3',
  issuer: 'DigiCert',
  subject: '*.example.com',
  validTo: now + 212 * 86_400_000,
  trust: 'bundled' as const,
  client: null,
}
const states = (report: Parameters<typeof phaseRows>[0]) =>
  Object.fromEntries(phaseRows(report, now).map(({ phase, state }) => [phase, state]))

describe('the phases of a test', () => {
  it('tell the address, the TLS version with issuer and days left, what was sent and what was answered', () => {
    const { trace } = sampleReport()
    const rows = phaseRows(sampleReport({ trace: { ...trace, tls } }), now)
    expect(rows.map(({ name, detail, ms }) => [name, detail, ms])).toEqual([
      ['DNS', '149.96.1.2', 14],
      ['Connect', '', 31],
      ['TLS', '1.3, issuer DigiCert, 212 days left', 44],
      ['Send', '86 B, signed', 2],
      ['Answer', 'HTTP 200', 120],
    ])
  })

  it('tell of a proxy, of an address in the own network, and of trust and client certificate that are not the usual', () => {
    const trace = {
      ...sampleReport().trace,
      phases: { dns: 1, connect: 2, proxy: 3, tls: 4, send: 5, answer: 6 },
      proxy: 'http://proxy.corp:8080',
      addressClass: 'private' as const,
      tls: { ...tls, trust: 'own' as const, client: 'CN=soc' },
    }
    const rows = phaseRows(sampleReport({ trace }), now)
    expect(rows.slice(1, 4).map(({ name, detail, ms }) => [name, detail, ms])).toEqual([
      ['Connect', '', 2],
      ['Proxy', 'http://proxy.corp:8080, then private network', 3],
      ['TLS', "1.3, issuer DigiCert, 212 days left, trusted by this webhook's CA, client certificate CN=soc", 4],
    ])
  })

  it('say of a proxy that is an address that no name had to be looked up', () => {
    const trace = {
      ...sampleReport().trace,
      phases: { connect: 1, proxy: 2, tls: 3, send: 4, answer: 5 },
      proxy: 'http://10.0.0.8:8080',
      address: null,
      addressClass: null,
    }
    expect(states(sampleReport({ trace }))).toMatchObject({ dns: 'needless', connect: 'done', proxy: 'done' })
  })

  it('tell of an address in the own network where the connection to it is made', () => {
    const trace = { ...sampleReport().trace, addressClass: 'loopback' as const }
    expect(phaseRows(sampleReport({ trace }), now)[1]).toMatchObject({ name: 'Connect', detail: 'This workstation' })
  })

  it('mark the phase that failed, and those after it as not reached', () => {
    const trace = {
      ...sampleReport().trace,
      phases: { dns: 14, connect: 31 },
      failedPhase: 'tls' as const,
      tls: { ...tls, validTo: now - 1 },
    }
    const report = sampleReport({ ok: false, status: null, answer: null, sent: null, trace })
    expect(states(report)).toEqual({ dns: 'done', connect: 'done', tls: 'failed', send: 'missed', answer: 'missed' })
    expect(phaseRows(report, now)[2]?.detail).toBe('1.3, issuer DigiCert, expired')
  })

  it('mark the answer as failed where the receiver said no', () =>
    expect(states(refusedReport())).toMatchObject({ send: 'done', answer: 'failed' }))

  it('say that a connection was open already', () => {
    const trace = { ...sampleReport().trace, phases: { send: 1, answer: 9 }, reused: true }
    expect(states(sampleReport({ trace }))).toEqual({
      dns: 'open',
      connect: 'open',
      tls: 'open',
      send: 'done',
      answer: 'done',
    })
  })
})
