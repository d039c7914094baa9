import { expect, type Locator, type Page } from '@playwright/test'

const isFocused = (target: Locator) => target.evaluate((element) => element === document.activeElement)

/** Presses Tab as often as it takes to get there; a user gives up sooner or later. */
export async function tabTo(page: Page, target: Locator, atMost = 25): Promise<void> {
  await expect(target).toBeVisible()
  for (let presses = 0; presses < atMost && !(await isFocused(target)); presses += 1) await page.keyboard.press('Tab')
  await expect(target).toBeFocused()
}

export async function pressOn(page: Page, target: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press(key)
}
