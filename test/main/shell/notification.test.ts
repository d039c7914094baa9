import { expect, test } from 'vitest'
import { makeShowNotification } from '../../../main/shell/notification.ts'

function open(isSupported = true) {
  const made: { options: object; emit: (event: 'click' | 'close') => void; shown: boolean }[] = []
  const opened: unknown[] = []
  const show = makeShowNotification({
    isSupported: () => isSupported,
    create: (options) => {
      const listeners = new Map<string, () => void>()
      const one = { options, emit: (event: string) => listeners.get(event)?.(), shown: false }
      made.push(one)
      return {
        on: (event, listener) => void listeners.set(event, listener),
        show: () => (one.shown = true),
      }
    },
    open: (place) => void opened.push(place),
  })
  return { show, made, opened }
}
const notification = { title: 'T', body: 'B', place: { screen: 'notices' } as const }

test('a notification shows its words; a click says so first, then opens the thing', () => {
  const { show, made, opened } = open()
  const order: string[] = []
  expect(show(notification, () => order.push(`clicked, opened ${opened.length}`))).toBe(true)
  expect(made).toMatchObject([{ options: { title: 'T', body: 'B' }, shown: true }])
  expect(opened).toEqual([])
  made[0]?.emit('click')
  expect(order).toEqual(['clicked, opened 0'])
  expect(opened).toEqual([{ screen: 'notices' }])
})

test('where the system shows none, that is the answer', () => {
  const { show, made } = open(false)
  expect(show(notification, () => {})).toBe(false)
  expect(made).toEqual([])
})
