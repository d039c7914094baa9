import { screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import type { Rule } from '../../../../preload/contract/rule.ts'
import { App } from '../../../../renderer/App.tsx'
import type { ViewState } from '../../../../renderer/stores/view.ts'
import { sampleDraft, sampleRule } from '../../support/fake-rules.ts'
import { renderApp } from '../../support/render-app.tsx'
import { emptySnapshot } from '../../support/sample-data.ts'

async function openRules(rules: Rule[] = [], view: Partial<ViewState> = {}) {
  return renderApp(<App />, { snapshot: { ...emptySnapshot(), rules }, view: { screen: 'rules', ...view } })
}

const press = async (name: string | RegExp) => userEvent.click(await screen.findByRole('button', { name }))
const field = (name: string) => screen.getByRole('textbox', { name })
async function write(name: string, text: string) {
  await userEvent.clear(field(name))
  if (text !== '') await userEvent.type(field(name), text)
}
async function choose(list: RegExp, option: string) {
  await press(list)
  await userEvent.click(await screen.findByRole('option', { name: option }))
}
const answering = (value: unknown) => () => ({ ok: true as const, value })
const panel = (name: string) => screen.findByRole('region', { name })

test('without any rule one sentence says what a rule does, and a button adds the first', async () => {
  await openRules()
  expect(screen.getByText(/fires Alert Triggered/)).toBeDefined()
  await press('+ Add rule')
  expect(screen.getByRole('form', { name: 'Rule' })).toBeDefined()
})

test('a rule that counts is written with times as people write them, and saved', { timeout: 20_000 }, async () => {
  const { bridge } = await openRules([], { rulePanel: 'add' })
  await write('Name', 'Failed sign-ins')
  await choose(/Fires when$/, 'Many match within a time')
  await write('At least', '10')
  await write('Within', '2 min')
  await choose(/Tell apart by$/, 'User')
  await write('Cool-down', '1 h')
  await press('Save')
  await panel('Failed sign-ins')
  expect(bridge.callsOf('rules.create').at(-1)).toMatchObject({
    draft: {
      name: 'Failed sign-ins',
      severity: 'high',
      filter: null,
      when: { kind: 'count', atLeast: 10, withinSeconds: 120 },
      by: 'user',
      coolDownSeconds: 3600,
    },
  })
  expect(screen.getAllByText('10 within 2 min, for each User')).not.toEqual([])
})

test('each mistake is said at its field, and nothing is sent', async () => {
  const { bridge } = await openRules([], { rulePanel: 'add' })
  await choose(/Fires when$/, 'Many match within a time')
  await write('At least', '1')
  await write('Within', 'soon')
  await press('Add condition')
  await press('Save')
  expect(await screen.findByText('Give the rule a name.')).toBeDefined()
  for (const words of ['At least 2.', /Write a time/, 'Write what it has to be.'])
    expect(screen.getByText(words)).toBeDefined()
  expect(bridge.callsOf('rules.create')).toEqual([])
  expect(document.activeElement).toBe(field('Name'))
})

test('what is typed for one kind is still there after a look at another', async () => {
  await openRules([], { rulePanel: 'add' })
  await choose(/Fires when$/, 'Many match within a time')
  await write('Within', '7 min')
  await choose(/Fires when$/, 'Nothing matches for a time')
  expect(screen.queryByRole('button', { name: /Tell apart by$/ })).toBeNull()
  await choose(/Fires when$/, 'Many match within a time')
  expect(field('Within')).toHaveProperty('value', '7 min')
})

test('what was typed survives going elsewhere, and can be thrown away', async () => {
  await openRules([], { rulePanel: 'add' })
  await write('Name', 'Half a rule')
  await press(/^Events/)
  await press(/^Rules/)
  expect(field('Name')).toHaveProperty('value', 'Half a rule')
  await press('Start over')
  expect(field('Name')).toHaveProperty('value', '')
})

test('a stored rule is edited with all it has', async () => {
  const when = { kind: 'first', of: 'data.process.name', rememberDays: 14, learnSeconds: 5400 } as const
  const draft = sampleDraft({ when, by: 'host', filter: null, coolDownSeconds: 0 })
  const { bridge } = await openRules([sampleRule({ draft })], { ruleId: sampleRule().id, rulePanel: 'edit' })
  expect(field('Learn first for')).toHaveProperty('value', '1 h 30 min')
  await press('Save')
  await panel('Failed sign-ins')
  expect(bridge.callsOf('rules.update').at(-1)).toMatchObject({ draft })
})

test('a test shows which events would have matched and what would have fired, before the first save', async () => {
  const { bridge } = await openRules([], { rulePanel: 'add' })
  bridge.handlers['rules.test'] = answering({
    of: 500,
    since: Date.now() - 60_000,
    cut: false,
    matched: 12,
    matches: [{ id: 'evt_1', title: 'Failed sign-in of ann', at: Date.now() }],
    alerts: 1,
    fired: [{ at: Date.now(), title: 'Rule · ann', description: '5 events of user ann within 2 min.', events: 5 }],
  })
  await press('Test rule')
  const shown = within(await panel('Test'))
  expect(await shown.findByText('12 of 500 events would have matched, and fired 1 alert.')).toBeDefined()
  for (const words of ['Failed sign-in of ann', 'Rule · ann', /5 events of user ann/])
    expect(shown.getByText(words)).toBeDefined()
  expect(bridge.callsOf('rules.test').at(-1)).toMatchObject({ last: 500 })
})

test('a test of a rule that is not complete says so, at its fields too', async () => {
  await openRules([], { rulePanel: 'add' })
  await press('Add condition')
  await press('Test rule')
  expect(await screen.findByText(/Complete the rule first/)).toBeDefined()
  expect(screen.getByText('Write what it has to be.')).toBeDefined()
})

test('a rule the app stopped says why, in the list, above it and beside Rules', async () => {
  const state = { kind: 'stopped', since: 1, reason: 'It was too slow: its last 200 events took 210 ms.' } as const
  await openRules([sampleRule({ state })], { ruleId: sampleRule().id })
  expect(screen.getAllByText(/too slow/).length).toBeGreaterThan(0)
  expect(screen.getByText('Failed sign-ins: stopped by the app')).toBeDefined()
  expect(screen.getByRole('button', { name: /^Rules.*1 needs you$/ })).toBeDefined()
  await press('Enable')
  expect(await screen.findByText('The rule looks at all that comes in')).toBeDefined()
})

test('turning off and deleting happen at once and can be undone', async () => {
  await openRules([sampleRule()], { ruleId: sampleRule().id })
  await press('Disable')
  expect(await screen.findByText('0 of 1 rules look at all that comes in')).toBeDefined()
  await press('Undo')
  expect(await screen.findByText('The rule looks at all that comes in')).toBeDefined()
  await press('Delete')
  expect(await screen.findByText(/fires Alert Triggered/)).toBeDefined()
  await press('Undo')
  await panel('Failed sign-ins')
})

test('a Sigma rule is shown line by line; one that maps goes on into the form', async () => {
  const { bridge } = await openRules([], { rulePanel: 'sigma' })
  const draft = sampleDraft({ name: 'LSASS access', by: null, when: { kind: 'each' } })
  const line = { line: 1, until: 1, text: 'title: LSASS access', fate: 'taken' as const, says: 'The name of the rule' }
  const refused = { line: 4, until: 4, text: 'Image|re: x', fate: 'refused' as const, says: 'No equal here.' }
  bridge.handlers['rules.sigma'] = answering({
    rules: [
      { title: 'LSASS access', draft, lines: [line] },
      { title: 'Other', draft: null, lines: [refused] },
    ],
  })
  await press('Show what maps')
  expect(screen.getByText('Paste a Sigma rule, or choose a file.')).toBeDefined()
  await userEvent.type(field('Sigma rule (YAML)'), 'title: x')
  await press('Show what maps')
  const other = within(await panel('Other'))
  expect(other.getByText(/Does not map/)).toBeDefined()
  expect(other.queryByRole('button', { name: 'Use as rule' })).toBeNull()
  expect(within(await panel('LSASS access')).getByText('title: LSASS access')).toBeDefined()
  await press('Use as rule')
  expect(field('Name')).toHaveProperty('value', 'LSASS access')
})
