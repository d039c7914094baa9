import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { refusedReport, sampleReport } from '../../support/sample-report.ts'
import { webhookIds } from '../../support/sample-webhooks.ts'
import { line, paste, urls } from './receiver-support.tsx'
import { errorAt, fillIn, openForm, openWebhooks, press } from './form-support.tsx'

const panel = () => screen.getByRole('region', { name: 'Test' })

describe('Test Webhook', () => {
  it('works before the first save and before there is a name, with what the form holds', async () => {
    const { bridge } = await openForm()
    await fillIn({ name: '' })
    await press('Test Webhook')
    await within(panel()).findByText(/It works: the receiver took the test event in 211 ms/)
    expect(bridge.callsOf('webhooks.test')[0]).toMatchObject({
      id: expect.stringMatching(/^whk_/),
      draft: { url: 'https://tines.example/hook', events: ['agent.online'] },
    })
    expect(bridge.callsOf('webhooks.create')).toEqual([])
  })

  it('says of what the receiver only works on later who has it, and where to look', async () => {
    const { bridge } = await openForm()
    const said = 'It starts a workflow.'
    bridge.handlers['webhooks.test'] = () => ({ ok: true, value: sampleReport({ code: 'queued', status: 202, said }) })
    await paste(urls.slack)
    await line()
    await userEvent.click(screen.getByRole('checkbox', { name: 'Agent Online' }))
    await press('Test Webhook')
    const words = 'It works so far: accepted by Slack in 211 ms. Look there for the test event.'
    await within(panel()).findByText(words)
    expect(within(panel()).getByText(said)).toBeDefined()
  })

  it('and Save speak of the same webhook', async () => {
    const { bridge } = await openForm()
    await fillIn()
    await press('Test Webhook')
    await within(panel()).findByText(/It works/)
    await press('Save')
    await waitFor(() => expect(bridge.callsOf('webhooks.create')).toHaveLength(1))
    const [test, create] = [bridge.callsOf('webhooks.test')[0], bridge.callsOf('webhooks.create')[0]]
    expect((create as { id: string }).id).toBe((test as { id: string }).id)
  })

  it('says at the field what it can not be made with', async () => {
    const { bridge } = await openForm()
    await press('Test Webhook')
    await waitFor(() => expect(errorAt('URL')).toBe('Paste the URL of the receiver.'))
    expect(errorAt('Name')).toBeNull()
    expect(bridge.callsOf('webhooks.test')).toEqual([])
  })

  it('shows that it runs, and takes no second press', async () => {
    const { bridge } = await openWebhooks({ webhookId: webhookIds.jira })
    const letGo = bridge.hold('webhooks.test')
    await press('Test Webhook')
    expect(within(panel()).getByText(/Sending a test event/)).toBeDefined()
    await press('Test Webhook')
    letGo()
    await within(panel()).findByText(/It works/)
    expect(bridge.callsOf('webhooks.test')).toEqual([{ id: webhookIds.jira, draft: null }])
  })

  it('marks the phase that failed and says what, why and what next', async () => {
    const { bridge } = await openWebhooks({ webhookId: webhookIds.jira })
    bridge.handlers['webhooks.test'] = () => ({ ok: true, value: refusedReport() })
    await press('Test Webhook')
    await within(panel()).findByText('The receiver refused the key: 401 Unauthorized.')
    expect(within(panel()).getByText('Most likely it was revoked or belongs to another instance.')).toBeDefined()
    expect(within(panel()).getByText(/Create a key at the receiver/)).toBeDefined()
    const failed = within(panel())
      .getAllByRole('listitem')
      .filter(({ dataset }) => dataset['state'] === 'failed')
    expect(failed.map(({ textContent }) => textContent)).toEqual([expect.stringContaining('Answer')])
  })

  it('writes out unseen characters in whatever came from outside', async () => {
    const { bridge } = await openWebhooks({ webhookId: webhookIds.jira })
    const { answer, trace, ...report } = refusedReport()
    bridge.handlers['webhooks.test'] = () => ({
      ok: true,
      value: {
        ...report,
        explanation: { what: 'Moved\u202E', why: 'To\u202E', next: 'Ask\u202E' },
        trace: { ...trace, tls: { ...trace.tls, issuer: 'Some CA\u202E' } },
        answer: { ...answer, headers: [['server', 'x\u202E']], body: 'gpj\u202E' },
      },
    })
    await press('Test Webhook')
    for (const words of ['Moved⟨U+202E⟩', 'To⟨U+202E⟩', 'Ask⟨U+202E⟩']) await within(panel()).findByText(words)
    await press('What was answered')
    expect(panel().textContent).toContain('server: x⟨U+202E⟩')
    expect(panel().textContent).toContain('gpj⟨U+202E⟩')
    expect(panel().textContent).toContain('issuer Some CA⟨U+202E⟩')
    expect(document.body.innerHTML).not.toContain('\u202E')
  })

  it('shows what was sent and answered on demand', async () => {
    await openWebhooks({ webhookId: webhookIds.jira })
    await press('Test Webhook')
    await press('What was answered')
    expect((await screen.findByRole('region', { name: 'What was answered: headers' })).textContent).toContain(
      'HTTP 200',
    )
  })
})
