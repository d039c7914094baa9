import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import type { App } from './app.ts'
import { ask } from './bridge.ts'

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const themes = ['light', 'dark'] as const

/** Looks at what is shown now: in each theme a picture, and no violation of WCAG 2.2 AA. */
export async function look(app: App, name: string): Promise<void> {
  for (const theme of themes) {
    await showIn(app.page, theme)
    await app.picture(`${theme}-${name}`)
    await expectAccessible(app.page, `${name} in ${theme}`)
  }
}

/** By the setting itself, without going to its screen: what is open stays open. */
async function showIn(page: Page, theme: (typeof themes)[number]): Promise<void> {
  await ask(page, 'settings.update', { appearance: { theme } })
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
}

export async function expectAccessible(page: Page, where: string): Promise<void> {
  // Legacy mode: the other one opens a page of its own, which this app denies.
  const builder = new AxeBuilder({ page }).setLegacyMode(true).withTags(standards)
  // React Aria's announcer names what it announces by id for some seconds, also when that is gone by then.
  const { violations } = await builder.exclude('[data-live-announcer]').analyze()
  const found = violations.map(({ id, nodes }) => {
    const places = nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`)
    return `${id}\n${places.join('\n')}`
  })
  expect.soft(found, where).toEqual([])
}
