import { expect, type Page } from '@playwright/test'
import { go } from './places.ts'
import { storeAnyway } from './webhooks.ts'

/** The waits before attempts 2 to 5. */
export const waitField = (page: Page, attempt: number) => page.getByLabel(`Before attempt ${attempt}`)

export async function setRetrySchedule(page: Page, wait: string): Promise<void> {
  await go(page, 'Delivery')
  for (const attempt of [2, 3, 4, 5]) await waitField(page, attempt).fill(wait)
  await page.getByRole('button', { name: 'Save schedule' }).click()
  await expect(page.getByText('The retry schedule is saved.')).toBeVisible()
}

export async function saveNetwork(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save network settings' }).click()
  // With a password among them, the first secret of a Linux without a keyring.
  await storeAnyway(page)
  await expect(page.getByText('Saved. It holds from the next attempt on.')).toBeVisible()
}

export async function setTheme(page: Page, theme: 'Light' | 'Dark'): Promise<void> {
  await go(page, 'Appearance')
  await page.getByRole('radiogroup', { name: 'Theme' }).getByText(theme, { exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme.toLowerCase())
}
