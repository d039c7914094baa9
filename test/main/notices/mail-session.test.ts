import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { noProxies } from '../../../main/engine/effects.ts'
import { makeProxy } from '../../../main/engine/proxy.ts'
import { openProxyChoice } from '../../../main/engine/proxy-choice.ts'
import { nodeTrust } from '../../../main/engine/trust.ts'
import type { MailAccount } from '../../../main/notices/mail-account.ts'
import { openMailer } from '../../../main/notices/mail-session.ts'
import { testMail } from '../../../main/notices/mail-test.ts'
import { mailCodes } from '../../../preload/contract/email.ts'
import { settingsSchema } from '../../../preload/contract/settings.ts'
import { explainMail } from '../../../main/notices/mail-words.ts'
import { expired, forAnotherHost, makeCa } from '../../support/certificates.ts'
import { anAccount } from '../../support/mail-accounts.ts'
import { openMailServer } from '../../support/mail-server.ts'
import { openProxy } from '../../support/proxies.ts'

const trust = nodeTrust()
const never = new AbortController().signal
const run = (account: MailAccount, patience = { open: 10_000, send: 10_000 }, proxies = noProxies) =>
  testMail(account, { mailer: openMailer({ trust, proxies, patience }), now: Date.now, id: () => 'test_1' }, never)

test.for(['tls', 'starttls'] as const)(
  'a mail goes over %s with a login, and each phase is timed',
  async (security) => {
    await using server = await openMailServer({ security })
    const report = await run(anAccount(server, { security, to: ['a@x.example', 'b@x.example'] }))
    expect(report).toMatchObject({ ok: true, code: 'sent', failedPhase: null, rejected: [], explanation: null })
    expect(Object.keys(report.phases)).toEqual(['dns', 'connect', 'tls', 'login', 'accepted'])
    expect(report.tls).toMatchObject({ issuer: 'Mail Test CA', trust: 'own' })
    expect(report.said).toContain('4711')
    expect(server.mails).toMatchObject([
      { from: 'webhooks@castellan.example', to: ['a@x.example', 'b@x.example'], user: 'soc' },
    ])
  },
)

test('an OAuth2 token logs in by XOAUTH2, though the server takes passwords as well', async () => {
  await using server = await openMailServer({ token: 'ya29.token' })
  expect(await run(anAccount(server, { login: 'token', secret: 'ya29.token' }))).toMatchObject({ ok: true })
  const refused = await run(anAccount(server, { login: 'token', secret: 'ya29.outdated' }))
  expect(refused).toMatchObject({ code: 'token_refused', failedPhase: 'login' })
  expect(JSON.stringify(refused)).not.toContain('ya29')
  expect(server.logins).toEqual(['XOAUTH2', 'XOAUTH2'])
})

test('SECURITY: a token goes to no server that does not offer XOAUTH2, and a password to none that offers it alone', async () => {
  await using passwords = await openMailServer()
  const token = anAccount(passwords, { login: 'token', secret: 'ya29.token' })
  expect(await run(token)).toMatchObject({ code: 'no_login_offered', failedPhase: 'login' })
  await using tokens = await openMailServer({ options: { authMethods: ['XOAUTH2'] } })
  expect(await run(anAccount(tokens))).toMatchObject({ code: 'no_login_offered', failedPhase: 'login' })
  expect([...passwords.logins, ...tokens.logins]).toEqual([])
})

test('a server that wants no login gets none', async () => {
  await using server = await openMailServer({ options: { authOptional: true } })
  expect(await run(anAccount(server, { login: 'none', secret: '', user: '' }))).toMatchObject({ ok: true })
  expect(server.mails[0]?.user).toBe(null)
})

test('a wrong password is said, and is in nothing that is shown, though the server repeats it', async () => {
  await using server = await openMailServer()
  const report = await run(anAccount(server, { secret: 'wrong-horse-battery' }))
  expect(report).toMatchObject({ ok: false, code: 'login_refused', failedPhase: 'login' })
  expect(report.explanation?.why).toContain('It said: 535')
  expect(JSON.stringify(report)).not.toContain('wrong-horse')
  expect(server.mails).toEqual([])
})

test('a login that is not offered, or is wanted but not given, is said', async () => {
  await using none = await openMailServer({ options: { disabledCommands: ['AUTH'] } })
  expect(await run(anAccount(none))).toMatchObject({ code: 'no_login_offered', failedPhase: 'login' })
  await using wants = await openMailServer()
  expect(await run(anAccount(wants, { login: 'none', secret: '' }))).toMatchObject({ code: 'login_wanted' })
})

test.for([
  [{ at: 'from', code: 553, text: 'not yours' }, 'sender_refused'],
  [{ at: 'to', code: 550, text: 'no such user' }, 'recipients_refused'],
  [{ at: 'to', code: 450, text: 'greylisted, come back' }, 'recipients_later'],
  [{ at: 'data', code: 554, text: 'looks like spam' }, 'message_refused'],
  [{ at: 'data', code: 452, text: 'no room' }, 'later'],
] as const)('%o comes to %s, in the server’s own words', async ([refusal, code]) => {
  await using server = await openMailServer()
  server.refuse(refusal)
  const report = await run(anAccount(server))
  expect(report).toMatchObject({ ok: false, code, failedPhase: 'accepted' })
  expect(report.explanation?.why).toContain(refusal.text)
})

test('one recipient that is refused does not keep it from the others, and is named', async () => {
  await using server = await openMailServer()
  server.refuse({ at: 'to', code: 550, text: 'no such user', only: 'gone@x.example' })
  const report = await run(anAccount(server, { to: ['gone@x.example', 'here@x.example'] }))
  expect(report).toMatchObject({ ok: true, rejected: ['gone@x.example'] })
  expect(server.mails[0]?.to).toEqual(['here@x.example'])
})

test('SECURITY: a server without STARTTLS gets neither password nor mail', async () => {
  await using server = await openMailServer({ security: 'plain', options: { allowInsecureAuth: true } })
  const report = await run(anAccount(server, { security: 'starttls' }))
  expect(report).toMatchObject({ code: 'no_starttls', failedPhase: 'tls' })
  expect(server.mails).toEqual([])
  expect(await run(anAccount(server))).toMatchObject({ code: 'tls_failed', failedPhase: 'tls' })
})

test.for(['tls', 'starttls'] as const)(
  'SECURITY: over %s a wrong certificate ends it before the login',
  async (security) => {
    await using old = await openMailServer({ security, certificate: expired() })
    expect(await run(anAccount(old, { security }))).toMatchObject({ code: 'expired', failedPhase: 'tls' })
    await using other = await openMailServer({ security, certificate: forAnotherHost() })
    expect(await run(anAccount(other, { security }))).toMatchObject({ code: 'wrong_host', failedPhase: 'tls' })
    await using unknown = await openMailServer({ security })
    const { pem } = await makeCa('Another CA')
    for (const caCertificate of [null, pem])
      expect(await run(anAccount(unknown, { security, caCertificate }))).toMatchObject({ code: 'untrusted' })
  },
)

test('a server that is slow to greet, not there, or no mail server is told apart', async () => {
  await using slow = await openMailServer()
  slow.hold()
  expect(await run(anAccount(slow), { open: 300, send: 300 })).toMatchObject({ code: 'slow', failedPhase: 'login' })
  const { port, ca } = slow
  await slow.close()
  expect(await run(anAccount({ port, ca }))).toMatchObject({ code: 'connection_refused', failedPhase: 'connect' })
  expect(await run(anAccount(slow, { host: 'smtp.invalid' }))).toMatchObject({
    code: 'name_unknown',
    failedPhase: 'dns',
  })
  expect(await run(anAccount(slow, { host: '169.254.169.254' }))).toMatchObject({ code: 'address_blocked' })

  const web = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(0, '127.0.0.1')
  await once(web, 'listening')
  const { port: webPort } = web.address() as { port: number }
  expect(await run(anAccount({ port: webPort, ca }, { security: 'starttls' }))).toMatchObject({ code: 'not_smtp' })
  web.close()
})

test('a connection that is cut after the whole mail was taken may have delivered it', async () => {
  await using server = await openMailServer()
  server.cutAfterData()
  expect(await run(anAccount(server))).toMatchObject({ code: 'unknown', failedPhase: 'accepted' })
  expect(server.mails).toHaveLength(1)
})

test('a password that can’t be opened is asked for no server', async () => {
  await using server = await openMailServer()
  expect(await run(anAccount(server, { secret: null }))).toMatchObject({ code: 'secret_unreadable' })
  expect(server.connections()).toBe(0)
})

test.for(['http', 'socks5'] as const)(
  'mail goes through a %s proxy of its own, with user and password',
  async (kind) => {
    await using server = await openMailServer()
    await using proxy = await openProxy({ kind, user: 'soc', password: 'hush-hush' })
    const through = { proxyMode: 'manual', proxyUrl: `${kind}://127.0.0.1:${proxy.port}`, proxyUser: 'soc' } as const
    const report = await run(anAccount(server, { ...through, proxyPassword: 'hush-hush' }))
    expect(report).toMatchObject({ ok: true, proxy: `${kind}://127.0.0.1:${proxy.port}` })
    expect(report.phases.proxy).toBeDefined()
    expect(await run(anAccount(server, { ...through, proxyPassword: 'wrong' }))).toMatchObject({ code: 'proxy_login' })
    expect(server.mails).toHaveLength(1)
  },
)

/** Of a workstation whose script names these, and the settings follow it. */
const byScript = (answer: string) =>
  openProxyChoice({
    settings: () => ({ ...settingsSchema.parse({}).proxy, mode: 'system', password: '' }),
    resolveSystem: async () => answer,
    now: () => 0,
  })

test('a proxy that can’t be reached is passed over at the next try, where the workstation names another', async () => {
  const host = 'mail.corp.example'
  await using server = await openMailServer({ certificate: { names: [host] } })
  await using proxy = await openProxy({ kind: 'http', names: { [host]: '127.0.0.1' } })
  await using gone = await openProxy({ kind: 'http' })
  await gone.close()
  const proxies = byScript(`PROXY 127.0.0.1:${gone.port}; PROXY 127.0.0.1:${proxy.port}`)
  const account = anAccount(server, { host, proxyMode: 'settings' })
  expect(await run(account, { open: 10_000, send: 10_000 }, proxies)).toMatchObject({ code: 'proxy_unreachable' })
  expect(await run(account, { open: 10_000, send: 10_000 }, proxies)).toMatchObject({ ok: true })
})

test('a proxy that keeps us waiting is passed over, but not because the app breaks off', async () => {
  const stop = new AbortController()
  const failed: string[] = []
  const proxies = {
    choose: async () => makeProxy('http://proxy.corp.example:8080', '', ''),
    failed: (proxy: { host: string }) => void failed.push(proxy.host),
  }
  /** Of the proxy's name nothing is ever heard. */
  const lookup = () => stop.abort()
  const account = anAccount({ port: 465, ca: '' }, { caCertificate: null, proxyMode: 'settings' })
  const parts = { trust, proxies, patience: { open: 100, send: 100 } }
  const late = await openMailer({ ...parts, lookup: () => {} })(account, never)
  expect(late).toMatchObject({ ok: false, failure: { code: 'proxy_unreachable' } })
  expect(failed).toEqual(['proxy.corp.example'])
  const stopped = await openMailer({ ...parts, lookup })(account, stop.signal)
  expect(stopped).toMatchObject({ ok: false, failure: { code: 'stopped' } })
  expect(failed).toHaveLength(1)
})

test('each failure says what, why and what next', () => {
  for (const code of mailCodes) {
    if (code === 'sent') continue
    const lines = Object.values(explainMail({ code, said: 'no' }, 'smtp.example.com'))
    for (const line of lines) expect(line).toMatch(/^(?:[A-Z]|smtp\.).*\.$|^It said: no$/)
  }
})
