import { describe, expect, test } from 'vitest'
import { chromiumFlags } from './flags.ts'

const flagsFor = (switches: Record<string, string>, sandbox = true) =>
  chromiumFlags({
    switches: new Map(Object.entries(switches)),
    userDataDir: '/profile',
    headless: false,
    chromium: { sandbox },
  })

describe("Chromium's flags", () => {
  test('features that a test turns off join the ones that the host turns off', () => {
    expect(flagsFor({ 'disable-features': 'A,B' })).toContain('--disable-features=LocalNetworkAccessChecks,A,B')
  })

  test('the sandbox is on unless Chromium cannot have one, whatever the tests pass', () => {
    expect(flagsFor({ 'no-sandbox': '' })).not.toContain('--no-sandbox')
    expect(flagsFor({}, false)).toContain('--no-sandbox')
  })

  test('the profile is always the one the host chose', () => {
    expect(flagsFor({ 'user-data-dir': '/other' })).toContain('--user-data-dir=/profile')
  })
})
