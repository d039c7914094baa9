import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { errorAt, field, openForm, press, type } from './form-support.tsx'
import { choose, draftOf, finish, line, paste, question, said, select, summary, urls } from './receiver-support.tsx'

describe('the receiver', () => {
  it('is recognised by the pasted URL: its name and how that is known, in place of a question', async () => {
    await openForm()
    await paste(urls.slack)
    await waitFor(async () => expect(await said()).toBe('Slack recognised by its URL'))
    expect(screen.queryByRole('button', { name: /Receiver$/ })).toBeNull()
    expect(screen.getByRole('button', { name: /^Set up Slack/ })).toBeDefined()
  })

  it('stays as it is shown while the URL is being typed on, letter by letter', async () => {
    const { bridge } = await openForm()
    await paste(urls.slack)
    await line()
    const tell = bridge.hold('receivers.recognise')
    await type('URL', 'yz')
    expect(await said()).toBe('Slack recognised by its URL')
    tell()
    await waitFor(() => expect(bridge.callsOf('receivers.recognise').at(-1)).toEqual({ url: `${urls.slack}yz` }))
    expect(await said()).toBe('Slack recognised by its URL')
  })

  it('is a custom endpoint as long as the URL tells nothing', async () => {
    await openForm()
    await paste(urls.own)
    expect((await select()).textContent).toContain('Custom endpoint or script')
  })

  it('is asked for where URLs of two look alike, and nothing else is, until that is answered', async () => {
    const { bridge } = await openForm()
    await paste(urls.flow)
    const group = await screen.findByRole('radiogroup', { name: question })
    expect(
      within(group)
        .getAllByRole('radio')
        .map((radio) => (radio as HTMLInputElement).checked),
    ).toEqual([false, false])
    expect(screen.queryByRole('button', { name: /^Set up/ })).toBeNull()
    await userEvent.click(within(group).getByRole('radio', { name: 'Power Automate' }))
    await screen.findByRole('button', { name: /^Set up Power Automate/ })
    await finish()
    await waitFor(() => expect(bridge.callsOf('webhooks.create')).toHaveLength(1))
    expect(draftOf(bridge.callsOf('webhooks.create'))).toMatchObject({ receiver: 'power-automate', ratePerMinute: 900 })
  })

  it('is asked for again where main says that the question was left open', async () => {
    const { bridge } = await openForm()
    bridge.refuse('webhooks.create', {
      code: 'invalid',
      fields: { 'draft.receiver': 'Choose whether this URL leads to …' },
    })
    await paste(urls.flow)
    await screen.findByRole('radiogroup', { name: question })
    await finish()
    const group = await screen.findByRole('radiogroup', {
      name: question,
      description: 'Choose whether this URL leads to …',
    })
    await waitFor(() => expect(group.contains(document.activeElement)).toBe(true))
  })

  it('was switched off by its maker: the form says what replaced it, and asks nothing', async () => {
    await openForm()
    await paste(urls.retired)
    expect(await screen.findByText('Microsoft switched those off in 2026.')).toBeDefined()
    expect(screen.queryByRole('button', { name: /Receiver$/ })).toBeNull()
    expect(screen.queryByRole('button', { name: /^Set up/ })).toBeNull()
  })

  it('was switched off: the same words are not said twice where Save was refused', async () => {
    const { bridge } = await openForm()
    const fields = { 'draft.url': 'Microsoft switched those off in 2026.' }
    bridge.refuse('webhooks.create', { code: 'invalid', fields })
    await paste(urls.retired)
    await screen.findByText('Microsoft switched those off in 2026.')
    await finish()
    await waitFor(() => expect(errorAt('URL')).toBe('Microsoft switched those off in 2026.'))
    expect(screen.getAllByText('Microsoft switched those off in 2026.')).toHaveLength(1)
  })

  it('says where events are posted to if only the address of a site was pasted', async () => {
    await openForm()
    await paste(urls.cloud)
    expect((await line()).textContent).toContain('Events are posted to https://example.atlassian.net/rest/api/3/issue')
  })

  it('says nothing of that where it is sent to what takes the URL as it is', async () => {
    await openForm()
    await paste(urls.gateway)
    expect((await line()).textContent).toContain('Events are posted to https://gateway.example.com/issue')
    await userEvent.click(screen.getByRole('button', { name: /Send to$/ }))
    await userEvent.click(await screen.findByRole('option', { name: 'An automation rule' }))
    expect((await line()).textContent).not.toContain('Events are posted')
  })

  it('goes back to a custom endpoint with a URL that is none of its own, as long as nothing was entered for it', async () => {
    await openForm()
    await paste(urls.slack)
    await line()
    await paste(urls.own)
    await waitFor(async () => expect((await select()).textContent).toContain('Custom endpoint or script'))
    expect(summary('Signing')).toBe('SigningOn')
  })

  it('stays where something was entered for it, or it was chosen by hand: a URL is often mended', async () => {
    await openForm()
    await paste(urls.cloud)
    await line()
    await type('Project key', 'SEC')
    await paste(urls.own)
    expect((await select()).textContent).toContain('Jira')
    expect((field('Project key') as HTMLInputElement).value).toBe('SEC')
  })

  it('can be chosen before there is a URL, and then shows how to get one', async () => {
    await openForm()
    await choose('Jira')
    expect(await screen.findByText('Make an API token.')).toBeDefined()
    expect(screen.getByRole('button', { name: /^Set up Jira/ }).getAttribute('aria-expanded')).toBe('true')
    await paste(urls.server)
    await line()
    expect(screen.getByRole('button', { name: /^Set up Jira/ }).getAttribute('aria-expanded')).toBe('false')
  })

  it('can be another than the URL tells, and goes on being it', async () => {
    const { bridge } = await openForm()
    await paste(urls.slack)
    await press('Change the receiver')
    await choose('Custom endpoint or script')
    await finish()
    await waitFor(() => expect(bridge.callsOf('webhooks.create')).toHaveLength(1))
    expect(draftOf(bridge.callsOf('webhooks.create'))).toMatchObject({ receiver: 'custom', signing: true })
  })
})

describe('another receiver', () => {
  it('brings its own signing, rate and fields', async () => {
    const { bridge } = await openForm()
    await paste(urls.cloud)
    await line()
    await type('Project key', 'SEC')
    await paste(urls.slack)
    await waitFor(async () => expect(await said()).toContain('Slack'))
    expect(summary('Signing')).toBe('SigningOff')
    await finish()
    await waitFor(() => expect(bridge.callsOf('webhooks.create')).toHaveLength(1))
    expect(draftOf(bridge.callsOf('webhooks.create'))).toMatchObject({
      receiver: 'slack',
      fields: {},
      signing: false,
      template: null,
      ratePerMinute: 60,
    })
  })

  it('says whose rate is preset, which the analyst may change or empty', async () => {
    await openForm()
    await press(/^Order and rate/)
    const limit = () => screen.getByRole('textbox', { name: /Send at most/ })
    const hint = () =>
      document.getElementById(limit().getAttribute('aria-describedby')?.split(' ')[0] ?? '')?.textContent
    expect(hint()).toBe('Empty: no limit. Waiting for it uses no attempt.')
    await paste(urls.slack)
    await line()
    expect(hint()).toBe('Preset to 60 for Slack. Empty: no limit. Waiting for it uses no attempt.')
  })

  it('leaves a rate that the analyst chose', async () => {
    const { bridge } = await openForm()
    await press(/^Order and rate/)
    await userEvent.type(screen.getByRole('textbox', { name: /Send at most/ }), '7')
    await userEvent.tab()
    await paste(urls.slack)
    await line()
    await finish()
    await waitFor(() => expect(bridge.callsOf('webhooks.create')).toHaveLength(1))
    expect(draftOf(bridge.callsOf('webhooks.create'))).toMatchObject({ ratePerMinute: 7 })
  })

  it('takes the rate of the one before it along with it', async () => {
    const { bridge } = await openForm()
    await paste(urls.slack)
    await line()
    await paste(urls.cloud)
    await screen.findByRole('textbox', { name: 'Project key' })
    await finish()
    await waitFor(() => expect(bridge.callsOf('webhooks.create')).toHaveLength(1))
    expect(draftOf(bridge.callsOf('webhooks.create'))).toMatchObject({ ratePerMinute: null })
  })
})
