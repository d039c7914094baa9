import type { MenuItemConstructorOptions } from 'electron'
import { expect, test, vi } from 'vitest'
import { noOutlook, type Outlook } from '../../../main/notices/outlook.ts'
import { openTray, type TrayPicture } from '../../../main/shell/tray.ts'
import { makeTrayPicture } from '../../../main/shell/tray-pictures.ts'
import { makeFakeClock } from '../../support/fake-clock.ts'

const well: Outlook = { ...noOutlook, state: 'ok', webhooks: 3 }
const platforms = ['darwin', 'win32', 'linux'] as const

function open(first: Outlook, platform: NodeJS.Platform, create?: () => never) {
  const clock = makeFakeClock()
  const calls: [string, unknown][] = []
  const actions = { open: vi.fn<() => void>(), openNotices: vi.fn<() => void>(), quit: vi.fn<() => void>() }
  const warn = vi.fn<() => void>()
  let now = first
  let click = () => {}
  let looks = 0
  const note = (name: string) => (value: unknown) => void calls.push([name, value])
  const tray = openTray<TrayPicture, MenuItemConstructorOptions[]>({
    platform,
    create:
      create ??
      (() => ({
        setImage: note('image'),
        setToolTip: note('toolTip'),
        setTitle: note('title'),
        setContextMenu: note('menu'),
        on: (_event, listener) => (click = listener),
      })),
    image: (picture) => picture,
    menu: (template) => template,
    outlook: () => {
      looks += 1
      return now
    },
    clock,
    log: { warn },
    ...actions,
  })
  const last = (name: string) => calls.findLast(([called]) => called === name)?.[1]
  return {
    ...actions,
    warn,
    calls,
    last,
    labels: () => (last('menu') as MenuItemConstructorOptions[]).map(({ label, type }) => label ?? type),
    press: (label: RegExp) => {
      const item = (last('menu') as MenuItemConstructorOptions[]).find((one) => label.test(one.label ?? ''))
      Reflect.apply(item?.click ?? (() => {}), undefined, [])
    },
    click: () => click(),
    looks: () => looks,
    become: (outlook: Outlook, times = 1) => {
      now = outlook
      for (let time = 0; time < times; time += 1) tray.refreshSoon()
      clock.advance(1_000)
    },
  }
}

test('the menu says how things stand, opens the window and the notices, and quits', () => {
  const tray = open({ ...well, unread: 2 }, 'linux')
  expect(tray.labels()).toEqual([
    'All webhooks work',
    'separator',
    'Open Castellan Webhooks',
    'Notices (2 unread)',
    'separator',
    'Quit',
  ])
  tray.press(/^Open/)
  tray.press(/^Notices/)
  tray.press(/^Quit/)
  for (const action of [tray.open, tray.openNotices, tray.quit]) expect(action).toHaveBeenCalledTimes(1)
})

test.for<[string, Partial<Outlook>, TrayPicture, string]>([
  ['none', { webhooks: 0 }, 'ok', 'No webhooks yet'],
  ['one works', { webhooks: 1 }, 'ok', 'The webhook works'],
  ['one fails', { state: 'warning', troubled: 1 }, 'warning', '1 webhook needs you'],
  ['one is disabled, one fails', { state: 'disabled', troubled: 2 }, 'disabled', '2 webhooks need you'],
  ['no network', { network: 'down' }, 'ok', 'No network'],
  ['no network, one waits', { network: 'down', deliveries: 1 }, 'ok', 'No network: 1 delivery waits'],
  ['no network, some wait', { network: 'down', deliveries: 4 }, 'ok', 'No network: 4 deliveries wait'],
  ['mails wait', { state: 'warning', problem: 'E-mails wait.' }, 'warning', 'E-mails wait.'],
  [
    'a webhook fails and mails wait',
    { state: 'warning', troubled: 1, problem: 'E-mails wait.' },
    'warning',
    '1 webhook needs you',
  ],
  ['the disk is full', { state: 'disabled', fault: 'full' }, 'disabled', 'New events are refused: the disk is full'],
  [
    'a ledger that can’t be written, and no network',
    { state: 'disabled', fault: 'read-only', network: 'down' },
    'disabled',
    'New events are refused: the ledger can’t be written',
  ],
  ['damage', { state: 'disabled', fault: 'damaged' }, 'disabled', 'The ledger is damaged: open the window'],
  ['no ledger', { state: 'stopped' }, 'stopped', 'Not running: the ledger can’t be used'],
])('state and words: %s', ([, change, picture, line]) => {
  const tray = open(well, 'win32')
  tray.become({ ...well, ...change })
  expect(tray.last('image') ?? 'ok').toBe(picture)
  expect(tray.labels()[0]).toBe(line)
  if (line !== 'All webhooks work') expect(tray.last('toolTip')).toBe(`Castellan Webhooks: ${line}`)
})

test('a problem of many words is cut, for Windows shows 127 characters', () => {
  const tray = open(
    { ...well, state: 'warning', problem: `E-mails wait: ${'the server refused '.repeat(20)}` },
    'win32',
  )
  expect(tray.last('toolTip')).toMatch(/^Castellan Webhooks: E-mails wait: .+…$/)
  expect(String(tray.last('toolTip')).length).toBeLessThanOrEqual(127)
})

test('the count stands beside the icon on macOS only', () => {
  const troubled: Outlook = { ...well, state: 'disabled', troubled: 2 }
  expect(open(troubled, 'darwin').last('title')).toBe('2')
  expect(open(well, 'darwin').last('title')).toBe('')
  for (const platform of ['win32', 'linux'] as const) expect(open(troubled, platform).last('title')).toBeUndefined()
})

test('a click opens the window, but on macOS, where it opens the menu', () => {
  for (const platform of platforms) {
    const tray = open(well, platform)
    tray.click()
    expect(tray.open).toHaveBeenCalledTimes(platform === 'darwin' ? 0 : 1)
  }
})

test('many changes in a second are one look, and what looks the same is left alone', () => {
  const tray = open(well, 'linux')
  const before = tray.calls.length
  const looks = tray.looks()
  tray.become(well, 50)
  expect(tray.looks()).toBe(looks + 1)
  tray.become({ ...well, deliveries: 7 })
  expect(tray.calls).toHaveLength(before)
  tray.become({ ...well, state: 'warning', troubled: 1 })
  expect(tray.calls.slice(before).map(([name]) => name)).toEqual(['image', 'toolTip', 'menu'])
})

test('where there is no tray the app runs as well', () => {
  const tray = open(well, 'linux', () => {
    throw new Error('no StatusNotifierWatcher')
  })
  tray.become({ ...well, state: 'warning', troubled: 1 })
  expect(tray.warn).toHaveBeenCalledTimes(1)
  expect(tray.calls).toEqual([])
})

test.for(platforms)('%s: each state has a picture of its own, of one colour on macOS alone', (platform) => {
  const made: string[] = []
  let templates = 0
  const images = {
    createFromBuffer: (bytes: Buffer, { scaleFactor }: { scaleFactor?: number } = {}) => {
      expect(bytes.subarray(1, 4).toString()).toBe('PNG')
      // IHDR: width and height.
      expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20), scaleFactor]).toEqual([32, 32, 2])
      made.push(bytes.toString('base64'))
      return { setTemplateImage: () => (templates += 1) }
    },
  }
  const picture = makeTrayPicture(images as never, platform)
  for (const state of ['ok', 'warning', 'disabled', 'stopped'] as const) picture(state)
  expect(new Set(made).size).toBe(4)
  expect(templates).toBe(platform === 'darwin' ? 4 : 0)
})
