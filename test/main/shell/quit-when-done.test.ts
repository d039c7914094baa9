import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { quitWhenDone } from '../../../main/shell/quit-when-done.ts'

/** An app that ends as Electron's does: nobody may have said no. */
function open(close: () => Promise<void>) {
  const events = new EventEmitter()
  let ended = false
  const app = {
    on: (event: string, listener: (event: { preventDefault(): void }) => void) => events.on(event, listener),
    quit: () => {
      let prevented = false
      events.emit('will-quit', { preventDefault: () => (prevented = true) })
      if (!prevented) ended = true
    },
  }
  quitWhenDone(app, close)
  return { quit: app.quit, ended: () => ended }
}

test('the app ends once its work has, which is ended once, however often it is asked to quit', async () => {
  const closing = Promise.withResolvers<void>()
  let closes = 0
  const app = open(() => {
    closes += 1
    return closing.promise
  })
  app.quit()
  app.quit()
  await Promise.resolve()
  expect([closes, app.ended()]).toEqual([1, false])
  closing.resolve()
  await expect.poll(app.ended).toBe(true)
  expect(closes).toBe(1)
})

test('work that can’t be ended keeps no app from ending', async () => {
  const app = open(() => Promise.reject(new Error('database is locked')))
  app.quit()
  await expect.poll(app.ended).toBe(true)
})
