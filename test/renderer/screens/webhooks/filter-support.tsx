import { screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { vi } from 'vitest'
import type { Filter, StoredFilter } from '../../../../preload/contract/filter.ts'
import { sampleSnapshot } from '../../support/sample-data.ts'
import { webhookIds } from '../../support/sample-webhooks.ts'
import { fillIn as fill, openWebhooks } from './form-support.tsx'

// Many steps each, on a machine that may be busy.
vi.setConfig({ testTimeout: 20_000 })

export const equals = (path: string, value: string): Filter => ({ op: 'equals', path, value })
export const fillIn = () => fill({ name: 'T', url: 'https://t.io' })
export const toggle = () => screen.getByRole('button', { name: /^Filter/ })
export const row = (number: string) => within(screen.getByRole('group', { name: `Condition ${number}` }))

/** In one go: each key would draw the whole form anew. */
export async function write(input: HTMLElement, text: string) {
  await userEvent.click(input)
  await userEvent.paste(text)
}
export const typeValue = (number: string, text: string) =>
  write(row(number).getByRole('textbox', { name: 'Value' }), text)

export async function pick(button: HTMLElement, option: string) {
  await userEvent.click(button)
  await userEvent.click(await screen.findByRole('option', { name: option }))
}
export const chooseField = (number: string, option: string) =>
  pick(row(number).getByRole('button', { name: /Field$/ }), option)
export const compare = (number: string, option: string) =>
  pick(row(number).getByRole('button', { name: /Comparison$/ }), option)
export const match = (option: string) => pick(screen.getByRole('button', { name: /Match$/ }), option)

export async function openEdit(filter: StoredFilter) {
  const snapshot = sampleSnapshot()
  snapshot.webhooks = snapshot.webhooks.map((one) => (one.id === webhookIds.jira ? { ...one, filter } : one))
  return openWebhooks({ webhookId: webhookIds.jira, webhookPanel: 'edit' }, snapshot)
}
