import { expect, test } from 'vitest'
import { settingsPatchSchema, settingsSchema } from '../../../preload/contract/settings.ts'

const defaults = {
  appearance: { theme: 'system', density: 'comfortable' },
  delivery: { retrySteps: [5, 30, 120, 600] },
  secrets: { acceptWeakStorage: false },
  proxy: { mode: 'system', url: '', user: '', bypass: [], passwordUpdatedAt: null },
  sources: {
    http: { on: false, port: 8766, tls: true, mapping: null },
    folder: { on: false, mapping: null, path: '' },
  },
  email: {
    enabled: false,
    host: '',
    port: 465,
    security: 'tls',
    caCertificate: null,
    login: 'password',
    user: '',
    from: '',
    to: [],
    proxyMode: 'none',
    proxyUrl: '',
    proxyUser: '',
    critical: 'off',
    secretUpdatedAt: null,
    proxyPasswordUpdatedAt: null,
  },
  desktop: {
    disabled: true,
    early: true,
    recovered: true,
    stopped: true,
    quiet: false,
    quietFrom: '22:00',
    quietTo: '07:00',
  },
  background: { keepRunning: true, startAtLogin: false, told: false },
  retention: { bodyDays: 14, bodyMegabytes: 500, historyDays: 90 },
  agents: { on: true, silenceSeconds: 300, holdOffSeconds: 10, graceSeconds: 60, groups: [], maintenance: [] },
}

test.for([[{}], [{ appearance: {} }], [{ delivery: {}, secrets: {} }]])(
  '%j is filled up with the defaults',
  ([given]) => {
    expect(settingsSchema.parse(given)).toEqual(defaults)
  },
)

test('one set of defaults is not another’s: changing it changes no other', () => {
  settingsSchema.parse({}).delivery.retrySteps[0] = 99
  settingsSchema.parse({}).appearance.theme = 'dark'
  expect(settingsSchema.parse({})).toEqual(defaults)
})

test('what is given is kept', () => {
  const given = {
    appearance: { theme: 'dark', density: 'compact' },
    delivery: { retrySteps: [1, 2, 3, 86_400] },
    secrets: { acceptWeakStorage: true },
    proxy: { mode: 'manual', url: 'http://p:81', user: 'u', bypass: ['.corp'], passwordUpdatedAt: 5 },
    retention: { bodyDays: 1, bodyMegabytes: 10, historyDays: 2 },
    desktop: {
      disabled: false,
      early: false,
      recovered: false,
      stopped: false,
      quiet: true,
      quietFrom: '20:00',
      quietTo: '06:30',
    },
    background: { keepRunning: false, startAtLogin: true, told: true },
  }
  expect(settingsSchema.parse(given)).toEqual({ ...defaults, ...given })
})

test.for<[string, object, string]>([
  ['an unknown part', { window: {} }, ''],
  ['an unknown field', { appearance: { colour: 'red' } }, 'appearance'],
  ['an unknown theme', { appearance: { theme: 'pink' } }, 'appearance.theme'],
  ['three steps', { delivery: { retrySteps: [1, 2, 3] } }, 'delivery.retrySteps'],
  ['five steps', { delivery: { retrySteps: [1, 2, 3, 4, 5] } }, 'delivery.retrySteps'],
  ['a step of 0', { delivery: { retrySteps: [5, 0, 5, 5] } }, 'delivery.retrySteps.1'],
  ['a step of more than a day', { delivery: { retrySteps: [5, 5, 5, 86_401] } }, 'delivery.retrySteps.3'],
  ['half a second', { delivery: { retrySteps: [0.5, 5, 5, 5] } }, 'delivery.retrySteps.0'],
  ['a step as text', { delivery: { retrySteps: ['5', 5, 5, 5] } }, 'delivery.retrySteps.0'],
  ['agreement that is no yes or no', { secrets: { acceptWeakStorage: 'yes' } }, 'secrets.acceptWeakStorage'],
])('%s is refused, in settings and in a patch', ([, given, field]) => {
  for (const schema of [settingsSchema, settingsPatchSchema]) {
    expect(schema.safeParse(given).error?.issues.map(({ path }) => path.join('.'))).toContain(field)
  }
})

test('a patch may be any part, and an empty one is allowed', () => {
  expect(settingsPatchSchema.parse({})).toEqual({})
  expect(settingsPatchSchema.parse({ secrets: { acceptWeakStorage: true } })).toEqual({
    secrets: { acceptWeakStorage: true },
  })
})

test('a patch of one field asks for no other: defaults do not come back through it', () => {
  expect(settingsPatchSchema.parse({ appearance: { density: 'compact' } }).appearance).not.toHaveProperty(
    'theme',
    'system',
  )
})
