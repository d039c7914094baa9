import { screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import type { Notice } from '../../../../preload/contract/notice.ts'
import { Sidebar } from '../../../../renderer/frame/Sidebar.tsx'
import { NoticesScreen } from '../../../../renderer/screens/notices/NoticesScreen.tsx'
import { answerWords } from '../../../../renderer/screens/notices/selectors.ts'
import { useView } from '../../../../renderer/stores/view.ts'
import type { Rule } from '../../../../preload/contract/rule.ts'
import { sampleNotice } from '../../support/fake-notices.ts'
import { sampleRule } from '../../support/fake-rules.ts'
import { renderApp } from '../../support/render-app.tsx'
import { emptySnapshot, sampleSnapshot } from '../../support/sample-data.ts'

const [webhook] = sampleSnapshot().webhooks
const ofWebhook: Pick<Notice, 'about'> = {
  about: { kind: 'webhook', id: webhook?.id ?? '', name: 'As it was called' },
}
const three = () => [
  sampleNotice({ ...ofWebhook, id: 'ntc_3', kind: 'recovered', reason: 'A delivery arrived' }),
  sampleNotice({ id: 'ntc_2', about: { kind: 'webhook', id: 'whk_gone', name: 'Old SIEM' } }),
  sampleNotice({ ...ofWebhook, id: 'ntc_1', kind: 'early', readAt: 1 }),
]

async function open(newest: Notice[], rules: Rule[] = []) {
  const unread = newest.filter(({ readAt }) => readAt === null).length
  return await renderApp(
    <>
      <Sidebar />
      <NoticesScreen />
    </>,
    {
      snapshot: { ...sampleSnapshot(), rules, notices: { unread, newest, untold: null } },
      view: { screen: 'notices' },
    },
  )
}
const rows = () => screen.getAllByRole('row').slice(1)
const place = () => screen.getByRole('button', { name: /^Notices/ })

test('each notice says what became of which webhook, why and when, and whether it was read', async () => {
  await open(three())
  const [recovered, disabled, early] = rows()
  expect(recovered?.textContent).toContain('Unread')
  expect(recovered?.textContent).toContain('Works again')
  expect(disabled?.textContent).toContain('Disabled')
  expect(disabled?.textContent).toContain('HTTP 503, receiver unavailable')
  expect(early?.textContent).toContain('Failing')
  expect(early?.textContent).not.toContain('Unread')
  expect(within(rows()[0]!).getByText('1 min ago')).toBeDefined()
  expect(place().textContent).toContain('2 unread')
})

test('a webhook has the name it has now; a deleted one the name it had', async () => {
  await open(three())
  expect(rows()[0]?.textContent).toContain(webhook?.name)
  expect(rows()[1]?.textContent).toContain('Old SIEM (deleted)')
})

test('opened, it shows its webhook and counts as read', async () => {
  await open(three())
  await userEvent.click(screen.getByText('Works again'))
  expect(useView.getState()).toMatchObject({ screen: 'webhooks', webhookId: webhook?.id })
  await expect.poll(() => place().textContent).toContain('1 unread')
})

test('of a deleted webhook the delivery is what can still be opened', async () => {
  await open(three())
  await userEvent.click(screen.getByText('Old SIEM (deleted)'))
  expect(useView.getState()).toMatchObject({ screen: 'deliveries', deliveryId: 'dlv_1' })
})

test('a rule that was stopped is listed by its name, and opened', async () => {
  const rule = sampleRule()
  const about = { kind: 'rule', id: rule.id, name: 'As it was called' } as const
  const reason = 'It failed: no such field. Edit its conditions, then enable it.'
  await open([sampleNotice({ kind: 'stopped', about, reason })], [rule])
  expect(rows()[0]?.textContent).toContain('Rule stopped')
  expect(rows()[0]?.textContent).toContain(rule.name)
  await userEvent.click(screen.getByText('Rule stopped'))
  expect(useView.getState()).toMatchObject({ screen: 'rules', ruleId: rule.id })
})

test('all are read with one press, which is offered only while one is not', async () => {
  await open(three())
  await userEvent.click(screen.getByRole('button', { name: 'Mark all as read' }))
  await screen.findByText('All read')
  expect(screen.queryByRole('button', { name: 'Mark all as read' })).toBeNull()
  expect(place().textContent).not.toContain('unread')
})

test('one that comes in while the list is open is listed and counted', async () => {
  const { bridge } = await open(three())
  bridge.emit({
    kind: 'notices',
    notices: { unread: 3, newest: [sampleNotice({ ...ofWebhook, id: 'ntc_4' }), ...three()], untold: null },
  })
  await expect.poll(() => place().textContent).toContain('3 unread')
  expect(rows()).toHaveLength(4)
})

test('before the first one it says what comes here, and where it is set what is shown', async () => {
  await renderApp(<NoticesScreen />, { snapshot: emptySnapshot(), view: { screen: 'notices' } })
  await screen.findByText(/^Nothing to tell yet/)
  await userEvent.click(screen.getByRole('button', { name: 'Desktop notices …' }))
  expect(useView.getState().screen).toBe('desktop')
})

test('where there are more than are listed, that is said', () => {
  expect(answerWords(3, 12)).toBe('3 unread')
  expect(answerWords(0, 200)).toBe('All read · the newest 200 are listed')
  expect(answerWords(0, 0)).toBe('')
})
