import { screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { field, press, type } from './form-support.tsx'

export const urls = {
  slack: 'https://hooks.slack.com/services/T/B/x',
  cloud: 'https://example.atlassian.net',
  server: 'https://jira.example.com/rest/api/2/issue',
  gateway: 'https://gateway.example.com',
  rule: 'https://api-private.atlassian.com/automation/x',
  flow: 'https://flow.example.com/invoke',
  retired: 'https://outlook.office.com/webhook/x',
  own: 'https://soar.example.com/hook',
}
export const question = 'Which of these is it? Their URLs look alike.'

/** As most people do it; what was there before is replaced. */
export async function paste(url: string): Promise<void> {
  await userEvent.clear(field('URL'))
  await userEvent.click(field('URL'))
  await userEvent.paste(url)
}
export const line = () => screen.findByRole('group', { name: 'Receiver' })
export const said = async () => within(await line()).getByRole('status').textContent
export const select = () => screen.findByRole('button', { name: /Receiver$/ })
export async function choose(receiver: string): Promise<void> {
  await userEvent.click(await select())
  await userEvent.click(await screen.findByRole('option', { name: receiver }))
}
export const summary = (title: string) => screen.getByRole('button', { name: new RegExp(`^${title}`) }).textContent
export const textboxes = () =>
  screen.getAllByRole('textbox').flatMap((box) => box.getAttribute('aria-label') ?? labelOf(box))
const labelOf = (box: HTMLElement) =>
  (box.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '')
export const secret = (label: string) => screen.getByLabelText(label)
export const draftOf = (calls: unknown[]) => (calls.at(-1) as { draft: Record<string, unknown> }).draft

export async function finish(): Promise<void> {
  await type('Name', 'SOC')
  await userEvent.click(screen.getByRole('checkbox', { name: 'Agent Online' }))
  await press('Save')
}
