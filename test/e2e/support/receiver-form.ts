import { expect, type Page } from '@playwright/test'
import type { ReceiverCard, ReceiverField, ReceiverKind } from '../../../preload/contract/receiver.ts'
import { snapshot } from './bridge.ts'
import { choose } from './form-choices.ts'
import { webhookForm } from './webhooks.ts'

export async function cardOf(page: Page, kind: ReceiverKind): Promise<ReceiverCard> {
  const card = (await snapshot(page)).receivers.find((one) => one.kind === kind)
  if (!card) throw new Error(`No receiver ${kind}`)
  return card
}

/** Instead of what the URL tells, or because it tells nothing. */
export async function chooseReceiver(page: Page, name: string): Promise<void> {
  const form = webhookForm(page)
  await form.getByRole('button', { name: /Receiver$/ }).click()
  await page.getByRole('option', { name, exact: true }).click()
}

/** What the form asks for beside name and events, before anything is unfolded. */
export const countAsked = (page: Page): Promise<number> =>
  webhookForm(page)
    .locator('input:visible:not([type=checkbox], [type=radio])')
    .count()
    .then((inputs) => inputs - 1)

/** Enters these values, by the names main knows the fields by; a choice that is so already is left alone. */
export async function enter(page: Page, card: ReceiverCard, values: Record<string, string>): Promise<void> {
  for (const field of card.fields) {
    const value = values[field.name]
    if (value === undefined || (field.kind === 'choice' && value === field.initial)) continue
    await bringIntoSight(page, card, field)
    await (field.kind === 'choice' ? pick(page, field, value) : inputOf(page, field).fill(value))
  }
}

const inputOf = (page: Page, { label }: ReceiverField) =>
  webhookForm(page).getByRole('textbox', { name: label, exact: true })
const selectOf = (page: Page, { label }: ReceiverField) =>
  webhookForm(page).getByRole('button', { name: new RegExp(`${label}$`) })
const segmentsOf = (page: Page, { label }: ReceiverField) => webhookForm(page).getByRole('radiogroup', { name: label })

async function bringIntoSight(page: Page, { name }: ReceiverCard, field: ReceiverField): Promise<void> {
  const found = field.kind === 'choice' ? selectOf(page, field).or(segmentsOf(page, field)) : inputOf(page, field)
  if (await found.isVisible()) return
  await webhookForm(page)
    .getByRole('button', { name: new RegExp(`^More for ${name}`) })
    .click()
  await expect(found).toBeVisible()
}

async function pick(page: Page, field: ReceiverField, value: string): Promise<void> {
  const option = field.options.find((one) => one.value === value)?.label ?? value
  if (await segmentsOf(page, field).isVisible()) return choose(page, field.label, option)
  await selectOf(page, field).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}
