import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { renderApp } from '../../../support/render-app.tsx'
import { sampleWebhook } from '../../../support/sample-webhooks.ts'
import { WebhookFacts } from '../../../../../renderer/screens/webhooks/WebhookFacts.tsx'

const folder = join(import.meta.dirname, '../../../../../renderer/screens/webhooks/verify')

test('a webhook that signs shows how to verify that: the file of each language, whole, copied by main', async () => {
  const { bridge } = await renderApp(<WebhookFacts webhook={sampleWebhook({ signing: true })} />)
  await userEvent.click(screen.getByRole('button', { name: /^Verify signatures/ }))
  for (const [language, file] of [
    ['Python', 'verify.py'],
    ['PowerShell', 'verify.ps1'],
    ['Node', 'verify.mjs'],
  ] as const) {
    await userEvent.click(screen.getByRole('radio', { name: language }))
    const text = readFileSync(join(folder, file), 'utf8')
    expect(screen.getByRole('region', { name: file }).textContent).toBe(text)
    await userEvent.click(screen.getByRole('button', { name: `Copy ${file}` }))
    expect(bridge.callsOf('app.copyText').at(-1)).toEqual({ text })
  }
})

test('one that does not sign shows none of it', async () => {
  await renderApp(<WebhookFacts webhook={sampleWebhook({ signing: false })} />)
  expect(screen.queryByRole('button', { name: /^Verify signatures/ })).toBeNull()
})
