import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Untold } from '../../../../preload/contract/notice.ts'
import { DesktopScreen } from '../../../../renderer/screens/settings/DesktopScreen.tsx'
import { renderApp } from '../../support/render-app.tsx'
import { sampleSnapshot } from '../../support/sample-data.ts'

const open = (untold: Untold | null, platform: string) => {
  const { app, notices, ...others } = sampleSnapshot()
  return renderApp(<DesktopScreen />, {
    snapshot: { ...others, app: { ...app, platform }, notices: { ...notices, untold } },
  })
}

test.for<[string, Untold, string, RegExp, RegExp]>([
  ['a Linux without them', 'unsupported', 'linux', /^This workstation shows no notifications$/, /libnotify/],
  ['a Windows without them', 'unsupported', 'win32', /^This workstation shows no/, /settings of the system.*start/],
  ['a system that refused one', 'failed', 'win32', /^The system did not show the last/, /^Allow notifications/],
])('%s: it is said, with the next step and where notices are meanwhile', async ([, untold, platform, what, next]) => {
  await open(untold, platform)
  expect(screen.getByText(what)).toBeDefined()
  expect(screen.getByText(next).textContent).toContain('each notice is under Notices')
})

test('where they are shown nothing is said', async () => {
  await open(null, 'linux')
  expect(screen.queryByText(/notifications/)).toBe(null)
})
