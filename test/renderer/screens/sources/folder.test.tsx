import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import type { FolderSource } from '../../../../preload/contract/source.ts'
import { settingsSchema } from '../../../../preload/contract/settings.ts'
import { SourcesScreen } from '../../../../renderer/screens/sources/SourcesScreen.tsx'
import { renderApp } from '../../support/render-app.tsx'
import { emptySnapshot } from '../../support/sample-data.ts'

const off: FolderSource = {
  kind: 'folder',
  state: 'off',
  counters: { accepted: 0, known: 0, refused: 0 },
  lastError: null,
  lastAt: null,
  path: '',
  files: { done: 0, failed: 0 },
  waiting: 0,
  taking: null,
}
const open = (source: FolderSource, folder: object = {}) => {
  const settings = settingsSchema.parse({ sources: { folder } })
  return renderApp(<SourcesScreen />, { snapshot: { ...emptySnapshot(), settings, sources: [source] } })
}
const card = () => within(screen.getByRole('region', { name: 'Watched folder' }))

test('turned on without a folder it asks for one, and stays off where none is chosen', async () => {
  const { bridge } = await open(off)
  await userEvent.click(card().getByRole('switch'))
  await waitFor(() => expect(bridge.callsOf('sources.folder.choose')).toHaveLength(1))
  expect(bridge.callsOf('settings.update')).toEqual([])
})

test('turned on with a folder it is turned on', async () => {
  const { bridge } = await open(off, { path: '/drop' })
  await userEvent.click(card().getByRole('switch'))
  await waitFor(() => expect(bridge.callsOf('settings.update')).toEqual([{ sources: { folder: { on: true } } }]))
})

test('while a file is taken it says how far it is and what became of it', async () => {
  const counts = { events: 1200, findings: 1, known: 0, refused: 2 }
  const taking = { name: 'big.ndjson', bytes: 512, size: 1024, counts }
  await open({ ...off, state: 'on', path: '/drop', waiting: 1, taking }, { on: true, path: '/drop' })
  expect(card().getByRole('progressbar', { name: 'Taking big.ndjson' })).toHaveProperty('value', 50)
  expect(card().getByText('big.ndjson: 50 % of 1 KB · 1,200 events · 1 finding for rules · 2 refused')).toBeTruthy()
  expect(card().getByText('0 files done · 0 failed · 1 waiting')).toBeTruthy()
})

test('a mapping begins with a preset, is edited, and is saved whole', async () => {
  const { bridge } = await open(off, { path: '/drop' })
  await userEvent.click(card().getByRole('button', { name: /^Field mapping/ }))
  await userEvent.click(await card().findByRole('button', { name: /Input is written as/ }))
  await userEvent.click(screen.getByRole('option', { name: 'Plain JSON' }))
  await userEvent.click(card().getByRole('button', { name: /^Fields/ }))
  const from = card().getByRole('textbox', { name: 'Comes from, row 1' })
  await userEvent.clear(from)
  await userEvent.type(from, 'name, summary')
  await userEvent.click(card().getByRole('button', { name: 'Save mapping' }))
  await waitFor(() =>
    expect(bridge.callsOf('settings.update')).toMatchObject([
      {
        sources: {
          folder: { mapping: { preset: 'plain', fields: [{ to: 'data.title', from: ['name', 'summary'] }] } },
        },
      },
    ]),
  )
})
