import { expect, test } from 'vitest'
import { isOurPage, type Sender } from '../../../main/bridge/trust.ts'

const ours = new Set([7])
const page: Sender = { contentsId: 7, frame: { origin: 'app://ui', url: 'app://ui/index.html', parent: null } }
const withFrame = (change: Partial<NonNullable<Sender['frame']>>): Sender => ({
  ...page,
  frame: page.frame && { ...page.frame, ...change },
})

test('the top frame of our window on our page is ours', () => {
  expect(isOurPage(page, ours)).toBe(true)
})

test.for<[string, Sender]>([
  ['a frame that is gone', { ...page, frame: null }],
  ['a frame inside our page', withFrame({ parent: {} })],
  ['a frame whose parent is unknown', withFrame({ parent: undefined })],
  ['another window', { ...page, contentsId: 8 }],
  ['another host of our scheme', withFrame({ origin: 'app://evil', url: 'app://evil/index.html' })],
  ['an origin that only starts like ours', withFrame({ origin: 'app://ui.evil', url: 'app://ui.evil/' })],
  ['an origin that only starts like ours, behind a URL of ours', withFrame({ origin: 'app://ui.evil' })],
  ['the web', withFrame({ origin: 'https://ui', url: 'https://ui/' })],
  ['a file', withFrame({ origin: 'file://', url: 'file:///app/ui' })],
  ['a sandboxed document', withFrame({ origin: 'null' })],
  ['an empty document', withFrame({ url: '' })],
  ['about:blank', withFrame({ url: 'about:blank' })],
  ['an empty origin', withFrame({ origin: '' })],
  ['another case', withFrame({ origin: 'APP://UI' })],
])('%s is not (checklist 17)', ([, sender]) => {
  expect(isOurPage(sender, ours)).toBe(false)
})
