import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { Snapshot } from '../../../../preload/contract/changes.ts'
import { App } from '../../../../renderer/App.tsx'
import type { ViewState } from '../../../../renderer/stores/view.ts'
import { renderApp } from '../../support/render-app.tsx'

/** The window at Settings → Webhooks. */
export async function openWebhooks(view: Partial<ViewState> = {}, snapshot?: Snapshot) {
  return renderApp(<App />, { view: { screen: 'webhooks', ...view }, ...(snapshot ? { snapshot } : {}) })
}

export const openForm = (snapshot?: Snapshot) => openWebhooks({ webhookPanel: 'add' }, snapshot)

export const field = (label: string) => screen.getByRole('textbox', { name: label })
export const type = (label: string, text: string) => userEvent.type(field(label), text)
export const press = async (name: string | RegExp) => userEvent.click(await screen.findByRole('button', { name }))

export async function fillIn({ name = 'Tines', url = 'https://tines.example/hook', event = 'Agent Online' } = {}) {
  if (name !== '') await type('Name', name)
  await type('URL', url)
  await userEvent.click(screen.getByRole('checkbox', { name: event }))
}

/** What a field says is wrong with it; null where it is right. */
export function errorAt(label: string): string | null {
  const input = field(label)
  if (input.getAttribute('aria-invalid') !== 'true') return null
  const ids = input.getAttribute('aria-describedby')?.split(' ') ?? []
  return ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ')
}
