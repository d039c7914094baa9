import { expect, type Page } from '@playwright/test'

type Place =
  | 'Deliveries'
  | 'Events'
  | 'Webhooks'
  | 'Agents'
  | 'Rules'
  | 'Sources'
  | 'Notices'
  | 'Delivery'
  | 'Network'
  | 'E-mail'
  | 'Desktop notices'
  | 'Background'
  | 'Storage'
  | 'Appearance'
  | 'About'

export async function go(page: Page, place: Place): Promise<void> {
  const places = page.getByRole('navigation', { name: 'Places' })
  await places.getByRole('button', { name: new RegExp(`^${place}\\b`) }).click()
  await expect(page.getByRole('heading', { level: 1, name: place, exact: true })).toBeVisible()
}
