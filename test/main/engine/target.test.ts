import { expect, test } from 'vitest'
import { prepare } from '../../../main/engine/render.ts'
import { makeTarget, openWebhookSecrets, type WebhookSecrets } from '../../../main/engine/target.ts'
import type { WebhookDefinition } from '../../../preload/contract/webhook.ts'
import { anEvent, aTarget } from './samples.ts'

const values: WebhookSecrets = {
  url: 'https://soar.example.com/hook',
  headers: [],
  signing: null,
  clientCertificate: null,
  proxyPassword: '',
  fields: {},
}
const open = (definition: Partial<WebhookDefinition>, given: Partial<WebhookSecrets> = {}) =>
  makeTarget({ ...aTarget({}).definition, ...definition }, { ...values, ...given }, { now: 0, agreed: 'private' })
const manual = (url: string) => ({ proxy: { kind: 'manual', url, user: 'analyst', passwordSet: true } }) as const

test('secrets sealed before there were client certificates and proxies still open', () => {
  const { clientCertificate: _certificate, proxyPassword: _password, fields: _fields, ...before } = values
  const secrets = { seal: () => new Uint8Array(), unseal: () => JSON.stringify(before) }
  expect(openWebhookSecrets(secrets, { id: 'whk_1', sealed: new Uint8Array() })).toEqual(values)
})

test('a target has pins, the class agreed to, and the client certificate as TLS takes it', () => {
  const file = Buffer.from('a file').toString('base64')
  const { route } = open({ pins: ['sha256/x'] }, { clientCertificate: { kind: 'pfx', file, passphrase: 'p' } })
  expect(route).toMatchObject({ pins: ['sha256/x'], agreed: 'private', proxy: null })
  expect(route.clientCertificate).toEqual({ kind: 'pfx', file: Buffer.from('a file'), passphrase: 'p' })
})

test.for([
  ['http://proxy.corp:8080', { kind: 'http', host: 'proxy.corp', port: 8080 }],
  ['http://proxy.corp', { kind: 'http', host: 'proxy.corp', port: 80 }],
  ['https://proxy.corp', { kind: 'https', host: 'proxy.corp', port: 443 }],
  ['socks5://proxy.corp', { kind: 'socks5', host: 'proxy.corp', port: 1080 }],
  ['http://[fd00::1]:3128', { kind: 'http', host: 'fd00::1', port: 3128 }],
] as const)('a proxy of its own, %s, is wished for with user and password', ([url, proxy]) => {
  expect(open(manual(url), { proxyPassword: 'hunter22' }).proxyWish).toEqual({
    kind: 'manual',
    proxy: { ...proxy, user: 'analyst', password: 'hunter22' },
  })
})

test('passphrase and proxy password are shown nowhere, in whatever form they are echoed', () => {
  const clientCertificate = { kind: 'pem', certificate: 'c', key: 'k', passphrase: 'open-sesame-7' } as const
  const target = open(manual('http://proxy.corp:8080'), { clientCertificate, proxyPassword: 'hunter22' })
  const prepared = prepare(target, anEvent(), { deliveryId: 'dlv_1', attempt: 1, now: 0 })
  if ('code' in prepared) throw new Error(prepared.code)
  const basic = btoa('analyst:hunter22')
  expect(prepared.redact(`p=open-sesame-7 w=hunter22 a=Basic ${basic}`)).toBe('p=•••• w=•••• a=Basic ••••')
})
