import { act, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { ToastRegion } from '../../renderer/components/ToastRegion.tsx'
import { leadTo } from '../../renderer/lead-to.ts'
import { useView } from '../../renderer/stores/view.ts'
import { sampleRule } from './support/fake-rules.ts'
import { renderApp } from './support/render-app.tsx'
import { sampleSnapshot } from './support/sample-data.ts'

const rule = sampleRule()
const open = () => renderApp(<ToastRegion />, { snapshot: { ...sampleSnapshot(), rules: [rule] } })
const webhookId = sampleSnapshot().webhooks[0]?.id ?? ''

test('a link to a webhook or a rule opens it, without a word', async () => {
  await open()
  act(() => leadTo({ screen: 'webhooks', webhookId }))
  expect(useView.getState()).toMatchObject({ screen: 'webhooks', webhookId })
  act(() => leadTo({ screen: 'rules', ruleId: rule.id }))
  expect(useView.getState()).toMatchObject({ screen: 'rules', ruleId: rule.id })
  expect(screen.queryByText(/deleted/)).toBe(null)
})

test('a link to one that is gone shows the list, and says so', async () => {
  await open()
  act(() => leadTo({ screen: 'webhooks', webhookId: 'whk_gone' }))
  expect(screen.getByText('This webhook was deleted. Here are the others.')).toBeDefined()
  expect(useView.getState().screen).toBe('webhooks')
  act(() => leadTo({ screen: 'rules', ruleId: 'rul_gone' }))
  expect(screen.getByText('This rule was deleted. Here are the others.')).toBeDefined()
  expect(useView.getState().screen).toBe('rules')
})

test('where there are no others none are promised', async () => {
  await renderApp(<ToastRegion />, { snapshot: { ...sampleSnapshot(), webhooks: [], rules: [] } })
  act(() => leadTo({ screen: 'webhooks', webhookId: 'whk_gone' }))
  act(() => leadTo({ screen: 'rules', ruleId: 'rul_gone' }))
  expect(screen.getByText('This webhook was deleted.')).toBeDefined()
  expect(screen.getByText('This rule was deleted.')).toBeDefined()
})
