import { expect, type Page } from '@playwright/test'
import { go } from './places.ts'

export const webhookForm = (page: Page) => page.getByRole('form', { name: 'Webhook' })
/** In the form, or beside the list: what the last test found. */
export const testReport = (page: Page) => page.getByRole('region', { name: 'Test', exact: true })
export const webhookRow = (page: Page, name: string) =>
  page.getByRole('grid', { name: 'Webhooks' }).getByRole('row').filter({ hasText: name })
/** The panel of one webhook. */
export const webhookPanel = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

export async function openForm(page: Page): Promise<void> {
  await go(page, 'Webhooks')
  await page.getByRole('button', { name: '+ Add Webhook' }).click()
  await expect(webhookForm(page)).toBeVisible()
}

type Part = 'Filter' | 'Body' | 'Signing' | 'Headers' | 'TLS' | 'Proxy' | 'Order and rate'

/** One of the folded parts of the form. */
export async function unfold(page: Page, part: Part) {
  const button = webhookForm(page).getByRole('button', { name: new RegExp(`^${part}`) })
  if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click()
  await expect(button).toHaveAttribute('aria-expanded', 'true')
}

export type Typed = { name: string; url: string; events: string[]; ca?: string; headers?: [string, string][] }

export async function fillIn(page: Page, { name, url, events, ca, headers = [] }: Typed): Promise<void> {
  const form = webhookForm(page)
  await form.getByLabel('Name', { exact: true }).fill(name)
  await form.getByLabel('URL', { exact: true }).fill(url)
  for (const event of events) await tick(page, event)
  if (ca !== undefined) await pasteCa(page, ca)
  for (const [index, [header, value]] of headers.entries()) await addHeader(page, index + 1, header, value)
}

/** The box itself is drawn; the words beside it are pressed, as most people do. */
export async function tick(page: Page, event: string): Promise<void> {
  await webhookForm(page).getByText(event, { exact: true }).click()
  await expect(webhookForm(page).getByRole('checkbox', { name: event })).toBeChecked()
}

export async function pasteCa(page: Page, pem: string): Promise<void> {
  await unfold(page, 'TLS')
  await webhookForm(page).getByLabel('CA certificate (PEM)').fill(pem)
}

export async function addHeader(page: Page, number: number, name: string, value: string): Promise<void> {
  await unfold(page, 'Headers')
  await webhookForm(page).getByRole('button', { name: 'Add header' }).click()
  const row = headerRow(page, number)
  await row.getByLabel('Header name').fill(name)
  await row.getByLabel(/^value of/).fill(value)
}

export const headerRow = (page: Page, number: number) =>
  webhookForm(page).getByRole('group', { name: `Header ${number}`, exact: true })

/** Presses Test Webhook in the form or in the panel, and waits for what it says. */
export async function testWebhook(page: Page, says: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Test Webhook' }).click()
  await expect(testReport(page).getByRole('status')).toContainText(says)
}

export const save = (page: Page) => webhookForm(page).getByRole('button', { name: 'Save' }).click()

/** The first secret on a Linux without a keyring; Playwright starts the app so that there is none. */
export async function storeAnyway(page: Page): Promise<void> {
  if (process.platform !== 'linux') return
  const question = page.getByRole('alertdialog', { name: 'Store secrets without a keyring?' })
  await question.getByRole('button', { name: 'Store anyway' }).click()
}

/** The first webhook of a new data folder, saved and shown. */
export async function addFirstWebhook(page: Page, typed: Typed): Promise<void> {
  await openForm(page)
  await fillIn(page, typed)
  await save(page)
  await storeAnyway(page)
  await expect(webhookPanel(page, typed.name)).toContainText('Active')
}

export async function openWebhook(page: Page, name: string): Promise<void> {
  await go(page, 'Webhooks')
  await webhookRow(page, name).click()
  await expect(webhookPanel(page, name)).toBeVisible()
}
