import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import type { Shown } from '../../../preload/contract/changes.ts'
import { linkTo } from '../../../main/notices/mail-notices.ts'
import { openLinks } from '../../../main/shell/links.ts'

const ids = [1, 2].map((digit) => `whk_e582ab92-57ea-45e0-b0f2-38bc46c8b34${digit}`)
const [first, second] = ids.map((id) => linkTo('webhook', id)) as [string, string]

function open(commandLine: string[] = []) {
  const app = new EventEmitter()
  const links = openLinks(app, commandLine)
  const shown: Shown[] = []
  /** As macOS does; answers whether it was told that somebody took it. */
  const openUrl = (url: string) => {
    let taken = false
    app.emit('open-url', { preventDefault: () => (taken = true) }, url)
    return taken
  }
  return { links, shown, openUrl, follow: () => links.follow((place) => void shown.push(place)) }
}
const to = (index: number) => ({ screen: 'webhooks', webhookId: ids[index] })

test('a link that starts the app is followed once the app is ready: one on its command line', () => {
  const app = open(['castellan', first])
  app.follow()
  expect(app.shown).toEqual([to(0)])
})

test('a link that starts the app is followed once the app is ready: one that macOS tells of before', () => {
  const app = open()
  expect(app.openUrl(first)).toBe(true)
  expect(app.shown).toEqual([])
  app.follow()
  expect(app.shown).toEqual([to(0)])
})

test('of several that came before the app was ready the last one is where it goes', () => {
  const app = open(['castellan', first])
  app.openUrl(second)
  app.follow()
  expect(app.shown).toEqual([to(1)])
})

test('while it runs each link is followed at once, by either way, and nothing else is', () => {
  const app = open()
  app.follow()
  app.openUrl(first)
  app.links.opened(['castellan', second])
  app.links.opened(['castellan', '--flag'])
  app.openUrl('castellan-webhooks://enable/all')
  expect(app.shown).toEqual([to(0), to(1)])
})
