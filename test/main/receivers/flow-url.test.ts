import { describe, expect, test } from 'vitest'
import { checkHeader } from '../../../main/receivers/check-header.ts'
import { powerAutomate } from '../../../main/receivers/power-automate.ts'
import { recognise } from '../../../main/receivers/recognise.ts'
import { teams } from '../../../main/receivers/teams.ts'

const invoke = '/workflows/0f1e2d3c4b5a69788796a5b4c3d2e1f0/triggers/manual/paths/invoke'
const newHost = 'https://default5a1f.c8.environment.api.powerplatform.com'
const oldHost = 'https://prod-12.westeurope.logic.azure.com'
const direct = `${newHost}/powerautomate/automations/direct${invoke}`
const key = 'sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=aB3-xY_z'

/** Names of who takes such a URL; or what kind of answer it is. */
const who = (url: string) => {
  const found = recognise(url)
  return found.kind === 'known' ? found.choices.map(({ receiver }) => receiver).join(' or ') : found.kind
}

describe('a URL of a flow', () => {
  test.for([
    ['with its key is one of Teams or of Power Automate', `${direct}?api-version=1&${key}`, 'teams or power-automate'],
    ['may name its port', `${direct.replace('.com', '.com:443')}?api-version=1&${key}`, 'teams or power-automate'],
    [
      'may say where it runs',
      `${newHost}/powerautomate/automations/direct/cu/19${invoke}?api-version=1&${key}`,
      'teams or power-automate',
    ],
    ['without a key is one of Power Automate', `${direct}?api-version=1`, 'power-automate'],
    ['with an empty key is one of Power Automate', `${direct}?api-version=1&sig=`, 'power-automate'],
    ['at logic.azure.com is retired', `${oldHost}${invoke}?api-version=2016-06-01&${key}`, 'retired'],
    [
      'at logic.azure.com goes on where it is of an Azure Logic App',
      `${oldHost}${invoke}?api-version=2016-10-01&${key}`,
      'power-automate',
    ],
    ['has no other host', `https://evil.example${invoke}?${key}`, 'unknown'],
    ['has no host that only ends alike', `https://xenvironment.api.powerplatform.com${invoke}?${key}`, 'unknown'],
    ['has no other path', `${newHost}/workflows/1/runs?${key}`, 'unknown'],
    ['has no other port', `${direct.replace('.com', '.com:8443')}?${key}`, 'unknown'],
  ])('%s', ([, url, answer]) => expect(who(url!)).toBe(answer))

  test('that is retired says what to do, for a flow and for a Logic App', () => {
    const found = recognise(`${oldHost}${invoke}?api-version=2016-06-01&${key}`)
    expect(found).toMatchObject({
      words: expect.stringMatching(
        /30 November 2025.*environment\.api\.powerplatform\.com.*Azure Logic App.*2016-10-01/,
      ),
    })
  })
  test.for([
    'https://acme.webhook.office.com/webhookb2/1b2c@3d4e/IncomingWebhook/5f6a/7b8c',
    'https://outlook.office.com/webhook/1b2c@3d4e/IncomingWebhook/5f6a/7b8c',
    'https://outlook.office365.com/webhook/1b2c@3d4e/IncomingWebhook/5f6a/7b8c',
  ])('of an Office 365 connector is retired: %s', (url) => {
    expect(recognise(url)).toMatchObject({ kind: 'retired', words: expect.stringContaining('Workflows') })
  })
  test.for([teams, powerAutomate])('shows of its id and its key nothing: $kind', (receiver) => {
    expect(receiver.mask(new URL(`${direct}?api-version=1&${key}`))).toBe(
      `${newHost}/powerautomate/automations/direct/workflows/••••/triggers/manual/paths/invoke?api-version=••••&sp=••••&sv=••••&sig=••••`,
    )
    expect(receiver.mask(new URL('https://gateway.example/hooks/plain?zx81=1'))).toBe(
      'https://gateway.example/••••/••••?••••=••••',
    )
  })
})

test.for([
  [`${direct}?api-version=1&${key}`, true],
  ['https://gateway.example/hooks/plain?Sig=1', true],
  ['https://gateway.example/hooks/plain?sig=&sig=1', true],
  [`${direct}?api-version=1`, false],
  [`${direct}?api-version=1&sig=`, false],
  ['https://gateway.example/sig=1?signal=1', false],
] as const)('a URL that is its own key is never sent a login, wherever it leads: %s', ([url, refused]) => {
  for (const name of ['authorization', 'Authorization']) expect(checkHeader(name, new URL(url)) !== null).toBe(refused)
  for (const name of ['x-authorization', 'constructor', '__proto__']) expect(checkHeader(name, new URL(url))).toBeNull()
})
