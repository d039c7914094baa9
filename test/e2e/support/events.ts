import { expect, type Page } from '@playwright/test'
import { go } from './places.ts'

export const firePanel = (page: Page) => page.getByRole('region', { name: 'Fire an event' })

export async function openFirePanel(page: Page): Promise<void> {
  await go(page, 'Events')
  if (await firePanel(page).isVisible()) return
  await page.getByRole('button', { name: 'Fire event', exact: true }).click()
  await expect(firePanel(page)).toBeVisible()
}

export async function chooseEvent(page: Page, event: string): Promise<void> {
  await firePanel(page)
    .getByRole('button', { name: /Event$/ })
    .click()
  await page.getByRole('option', { name: event }).click()
}

/** Fires what is in the panel. */
export async function fire(page: Page, says: string | RegExp): Promise<void> {
  await firePanel(page).getByRole('button', { name: 'Fire event' }).click()
  await expect(firePanel(page).getByRole('status')).toContainText(says)
}
