import { act, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { EditorView } from '@codemirror/view'
import { describe, expect, it, vi } from 'vitest'
import { commands, type Input } from '../../../../../preload/contract/commands.ts'
import type { TemplatePreview, TemplateProblem } from '../../../../../preload/contract/template.ts'
import type { makeFakeBridge } from '../../../support/fake-bridge.ts'
import { handle } from '../../../support/fake-handler.ts'
import { sampleSnapshot } from '../../../support/sample-data.ts'
import { webhookIds } from '../../../support/sample-webhooks.ts'
import { fillIn as fill, openForm as open, openWebhooks, press } from '../form-support.tsx'

type Bridge = ReturnType<typeof makeFakeBridge>

const own = '{\n  "id": "{{ id }}"\n}'
const error: TemplateProblem = { severity: 'error', line: 2, column: 15, message: 'There is no filter “uper”.' }
const warning: TemplateProblem = { severity: 'warning', line: 1, column: 1, message: 'Nothing has “agnt”.' }

/** Main in little: "uper" is an error and makes no body, "agnt" a warning. */
function previewOf({ template, eventId, sample }: Input<'templates.preview'>): TemplatePreview {
  const text = template ?? own
  const problems = [text.includes('uper') && error, text.includes('agnt') && warning].filter((one) => one !== false)
  const body = problems.includes(error) ? null : `${eventId ?? sample}: ${text}`
  return {
    template: text,
    problems,
    body,
    contentType: 'application/json',
    bytes: body === null ? 0 : 1229,
    mostBytes: 28 * 1024,
    shortened: text.includes('long'),
  }
}
const answer = (bridge: Bridge) =>
  (bridge.handlers['templates.preview'] = handle(commands['templates.preview'], previewOf))

async function openForm() {
  const app = await open()
  answer(app.bridge)
  return app
}

async function openStored(template: string) {
  const snapshot = sampleSnapshot()
  snapshot.webhooks = snapshot.webhooks.map((one) => (one.id === webhookIds.jira ? { ...one, template } : one))
  const app = await openWebhooks({ webhookId: webhookIds.jira, webhookPanel: 'edit' }, snapshot)
  answer(app.bridge)
  return app
}

const toggle = () => screen.getByRole('button', { name: /^Body/ })
const unfold = () => userEvent.click(toggle())
const preview = () => screen.findByRole('region', { name: 'Body as it would be sent' })
/** The preview comes after a pause. */
const previewed = (text: string) =>
  waitFor(() => expect(screen.getByRole('region', { name: 'Body as it would be sent' }).textContent).toBe(text), {
    timeout: 3000,
  })
const problems = async () => within(await screen.findByRole('list', { name: 'Problems in the template' }))

/** The editor lives in a shadow tree. */
async function editor(): Promise<EditorView> {
  return waitFor(() => {
    const roots = [...document.querySelectorAll('form *')].flatMap(({ shadowRoot }) => shadowRoot ?? [])
    const view = EditorView.findFromDOM(roots[0]!.querySelector<HTMLElement>('.cm-editor')!)
    return view!
  })
}

async function write(text: string): Promise<EditorView> {
  const view = await editor()
  // With the focus in it, happy-dom would tell of each new selection at once and not after it, as browsers do.
  view.contentDOM.blur()
  act(() => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }))
  return view
}

// Many steps each, on a machine that may be busy.
vi.setConfig({ testTimeout: 20_000 })

describe('Body in the form', () => {
  it('is folded away, asks nothing, and leaves the body to the receiver', async () => {
    const { bridge } = await openForm()
    expect(toggle().textContent).toBe('BodyThe whole event, as JSON')
    await fill({ name: 'T', url: 'https://t.io' })
    await press('Save')
    await waitFor(() => expect(bridge.callsOf('webhooks.create')[0]).toMatchObject({ draft: { template: null } }))
    expect(bridge.callsOf('templates.preview')).toEqual([])
  })

  it('shows what the receiver is sent of the newest event, and how large it may be', async () => {
    await openForm()
    await unfold()
    await previewed(`evt_000012: ${own}`)
    screen.getByText('1.2 of 28 KB')
  })

  it('can be tried with another event or a sample', async () => {
    await openForm()
    await unfold()
    await press(/Preview with$/)
    await userEvent.click(await screen.findByRole('option', { name: 'Sample: Agent Offline' }))
    await previewed(`agent.offline: ${own}`)
  })

  it('says so where the chosen event is gone', async () => {
    const { bridge } = await openForm()
    bridge.refuse('templates.preview', { code: 'missing', message: 'This event can’t be read. Choose another one.' })
    await unfold()
    await screen.findByText('This event can’t be read. Choose another one.')
  })

  it('is edited from the receiver’s own, and saved as it was typed', async () => {
    const { bridge } = await openForm()
    await fill({ name: 'T', url: 'https://t.io' })
    await unfold()
    await preview()
    await press('Edit the body')
    const view = await editor()
    expect(view.state.doc.toString()).toBe(own)
    expect(view.root.activeElement).toBe(view.contentDOM)
    expect(toggle().textContent).toBe('BodyIts own template')
    await write('{ "a": 1 }')
    await press('Save')
    await waitFor(() =>
      expect(bridge.callsOf('webhooks.create')[0]).toMatchObject({ draft: { template: '{ "a": 1 }' } }),
    )
  })

  it('says where values were shortened to fit', async () => {
    await openStored('["long"]')
    await unfold()
    await screen.findByText('1.2 of 28 KB · Values were shortened to fit')
  })

  it('asks once for what is typed without a pause', async () => {
    const { bridge } = await openStored('[]')
    await unfold()
    await preview()
    for (const text of ['[1]', '[12]', '[123]']) await write(text)
    await previewed('evt_000012: [123]')
    expect(bridge.callsOf('templates.preview').map((input) => Reflect.get(input as object, 'template'))).toEqual([
      '[]',
      '[123]',
    ])
  })
})

describe('A template with problems', () => {
  it('lists them; pressing one goes there in the editor', async () => {
    await openStored('[\n "{{ agnt | uper }}" ]')
    await unfold()
    const list = await problems()
    expect(list.getAllByRole('button').map(({ textContent }) => textContent)).toEqual([
      'Error, line 2There is no filter “uper”.',
      'Warning, line 1Nothing has “agnt”.',
    ])
    screen.getByText('1 error, 1 warning')
    const view = await editor()
    expect(view.contentDOM.getAttribute('aria-invalid')).toBe('true')
    await userEvent.click(list.getByRole('button', { name: /^Error/ }))
    const { head } = view.state.selection.main
    expect(view.state.doc.lineAt(head).number).toBe(2)
    expect(view.root.activeElement).toBe(view.contentDOM)
  })

  it('keeps showing the body it made before', async () => {
    await openStored('["{{ id }}"]')
    await unfold()
    await preview()
    await write('["{{ id | uper }}"]')
    await screen.findByText('As it was before the error in the template.')
    await previewed('evt_000012: ["{{ id }}"]')
    await write('["{{ id | upper }}"]')
    await previewed('evt_000012: ["{{ id | upper }}"]')
    screen.getByText('No problems')
    expect(screen.queryByText(/before the error/)).toBe(null)
    expect((await editor()).contentDOM.getAttribute('aria-invalid')).toBe('false')
  })

  it('is refused with its line, also while folded, until it is mended', async () => {
    const { bridge } = await openStored('[\n "{{ id | uper }}" ]')
    const fields = { 'draft.template': 'Line 2: There is no filter “uper”.' }
    bridge.refuse('webhooks.update', { code: 'invalid', message: 'Some fields need another value.', fields })
    await press('Save')
    const refused = await screen.findByRole('button', {
      name: 'The template has an error in line 2. Correct it first.',
    })
    await waitFor(() => expect(document.activeElement).toBe(refused))
    await userEvent.click(refused)
    const view = await editor()
    await waitFor(() => expect(view.state.doc.lineAt(view.state.selection.main.head).number).toBe(2))
    await write('["{{ id | upper }}"]')
    await waitFor(() => expect(screen.queryByRole('button', { name: /Correct it first/ })).toBe(null))
  })
})

it('A template of one’s own is told in the panel of its webhook, and nothing where there is none', async () => {
  for (const template of ['[]', null]) {
    const snapshot = sampleSnapshot()
    snapshot.webhooks = snapshot.webhooks.map((one) => (one.id === webhookIds.jira ? { ...one, template } : one))
    const { unmount } = await openWebhooks({ webhookId: webhookIds.jira, webhookPanel: 'detail' }, snapshot)
    const panel = within(await screen.findByRole('region', { name: 'Jira automation' }))
    expect(panel.queryByText('By its own template') !== null).toBe(template !== null)
    unmount()
  }
})

describe('Going back to the receiver’s own body', () => {
  it('can be undone', async () => {
    await openStored('["mine"]')
    await unfold()
    await previewed('evt_000012: ["mine"]')
    await press('Back to the receiver’s own body')
    await previewed(`evt_000012: ${own}`)
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Undo' }))
    // Folding it away in between loses nothing.
    for (let times = 0; times < 2; times += 1) await unfold()
    expect(toggle().textContent).not.toContain('Its own template')
    await press('Undo')
    await previewed('evt_000012: ["mine"]')
    expect((await editor()).state.doc.toString()).toBe('["mine"]')
  })
})
