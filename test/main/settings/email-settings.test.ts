import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSettings } from '../../../main/settings/store.ts'
import { emailPatchSchema } from '../../../preload/contract/email.ts'
import { secrets } from '../../support/plain-app.ts'
import { makeTempDir, type TempDir } from '../../support/temp-dir.ts'

let folder: TempDir
beforeEach(() => void (folder = makeTempDir()))
afterEach(() => folder.remove())

const open = () => openSettings({ folder: folder.path, secrets, now: () => 1_700_000_000_000 })
const complete = {
  enabled: true,
  host: 'smtp.corp',
  user: 'soc',
  secret: 'hush-hush-horse',
  from: 'soc@corp.example',
  to: ['soc@corp.example'],
}

test('the password is kept sealed: it is in no answer and not in the file, and is there when a mail is sent', () => {
  const settings = open()
  const answer = settings.update({ email: complete })
  expect(answer.email).toMatchObject({ host: 'smtp.corp', secretUpdatedAt: 1_700_000_000_000 })
  expect(JSON.stringify(answer)).not.toContain('hush')
  expect(readFileSync(join(folder.path, 'settings.json'), 'utf8')).not.toContain('hush')
  expect(open().email()).toMatchObject({ host: 'smtp.corp', secret: 'hush-hush-horse' })
})

test.for([
  { host: 'smtp.other' },
  { port: 2525 },
  { security: 'starttls' },
  { user: 'x' },
  { login: 'token' },
] as const)('SECURITY: what was entered for one server is sent to no other: %o asks for it again', (change) => {
  const settings = open()
  settings.update({ email: complete })
  expect(() => settings.update({ email: change })).toThrow(
    expect.objectContaining({ fields: { 'email.secret': expect.any(String) } }),
  )
  expect(() => settings.emailWith(change)).toThrow(
    expect.objectContaining({ fields: { 'email.secret': expect.any(String) } }),
  )
  expect(settings.email().secret).toBe('hush-hush-horse')
  expect(settings.emailWith({ ...change, secret: 'another' }).secret).toBe('another')
  settings.update({ email: { ...change, enabled: false } })
  expect(settings.email().secret).toBe('')
})

test('the same server again keeps it', () => {
  const settings = open()
  settings.update({ email: complete })
  const { secret: _secret, ...same } = complete
  expect(settings.update({ email: { ...same, critical: 'always' } }).email.critical).toBe('always')
  expect(settings.email().secret).toBe('hush-hush-horse')
})

test('what lacks something can be kept, but not turned on or tested: each field says what is missing', () => {
  const settings = open()
  settings.update({ email: { host: 'smtp.corp' } })
  const missing = expect.objectContaining({
    fields: {
      'email.from': expect.any(String),
      'email.to': expect.any(String),
      'email.user': expect.any(String),
      'email.secret': expect.any(String),
    },
  })
  expect(() => settings.update({ email: { enabled: true } })).toThrow(missing)
  expect(() => settings.emailWith({})).toThrow(missing)
  expect(settings.get().email.enabled).toBe(false)
})

test.for([
  'a@b.example\r\nBcc: x@y.example',
  'a@b.example, x@y.example',
  'A <a@b.example>',
  'a b@c.example',
  '"a"@b.example',
  'a@b.example>',
  'nobody',
])('SECURITY: %j is no address', (address) => {
  expect(emailPatchSchema.safeParse({ to: [address] }).success).toBe(false)
  expect(emailPatchSchema.safeParse({ from: address }).success).toBe(false)
})

test.for(['smtp.corp/x', 'smtp corp', 'https://smtp.corp', 'a\r\nb', '-x', 'smtp.corp:465'])(
  '%j is no mail server',
  (host) => {
    expect(emailPatchSchema.safeParse({ host }).success).toBe(false)
  },
)
