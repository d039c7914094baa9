import { expect, type Page } from '@playwright/test'
import { go } from './places.ts'

export const deliveryRows = (page: Page) =>
  page
    .getByRole('grid', { name: 'Deliveries' })
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') })
export const deliveryPanel = (page: Page) => page.getByRole('region', { name: 'Delivery', exact: true })
/** The attempts of the delivery that is open, made and planned, oldest first. */
export const attempts = (page: Page) =>
  deliveryPanel(page).getByRole('list', { name: 'Attempts' }).getByRole('listitem')

/** Opens one of the newest deliveries; 0 is the newest. */
export async function openDelivery(page: Page, index = 0): Promise<void> {
  await go(page, 'Deliveries')
  await deliveryRows(page).nth(index).click()
  await expect(deliveryPanel(page)).toBeVisible()
}

export async function openTab(page: Page, name: 'Request' | 'Response' | 'Connection' | 'Event'): Promise<void> {
  await deliveryPanel(page).getByRole('tab', { name }).click()
}
