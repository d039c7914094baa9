import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { MessageChannelMain, app, globalShortcut, powerMonitor, session } from './index.ts'
import { loud } from './loud.ts'

describe('what the host does not emulate', () => {
  test.each([
    ['a member', () => Reflect.get(app, 'setLoginItemSettings'), 'app.setLoginItemSettings'],
    ['a nested member', () => Reflect.get(session.defaultSession, 'cookies'), 'session.cookies'],
    ['a whole module', () => Reflect.get(globalShortcut, 'register'), 'globalShortcut.register'],
    ['a class', () => Reflect.construct(MessageChannelMain, []), 'MessageChannelMain'],
  ])('%s fails with its name', (_kind, use, name) => {
    expect(use).toThrow(`the Electron host does not emulate ${name}`)
  })
})

describe('an emulated object', () => {
  const dialog = loud('dialog', { showErrorBox: (): string => 'shown' })

  test('can be awaited, printed and written as JSON', async () => {
    expect(await Promise.resolve(dialog)).toBe(dialog)
    expect(JSON.stringify(dialog)).toBe('{}')
    expect(inspect(dialog)).toContain('showErrorBox')
  })

  test('lets a test replace a member', () => {
    dialog.showErrorBox = () => 'stubbed'
    expect(dialog.showErrorBox()).toBe('stubbed')
  })

  test('keeps its identity as an emitter of events', () => {
    let heard = 0
    const listener = () => {
      heard++
    }
    powerMonitor.on('resume', listener)
    powerMonitor.emit('resume')
    powerMonitor.off('resume', listener)
    powerMonitor.emit('resume')
    expect(heard).toBe(1)
  })
})
