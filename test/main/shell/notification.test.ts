import { expect, test } from 'vitest'
import { openNotifier } from '../../../main/shell/notification.ts'

type Emit = (event: 'click' | 'close' | 'failed', error?: string) => void

function open(isSupported = true) {
  const made: { options: object; emit: Emit; shown: boolean }[] = []
  const opened: unknown[] = []
  const notifier = openNotifier({
    isSupported: () => isSupported,
    create: (options) => {
      const listeners = new Map<string, (event: unknown, error: string) => void>()
      const one = { options, emit: (event: string, error = '') => listeners.get(event)?.({}, error), shown: false }
      made.push(one)
      return {
        on: (event: string, listener: (event: unknown, error: string) => void) => void listeners.set(event, listener),
        show: () => (one.shown = true),
      }
    },
    open: (place) => void opened.push(place),
  })
  return { notifier, made, opened }
}
const notification = { title: 'T', body: 'B', place: { screen: 'notices' } as const }
const never = () => expect.unreachable()

test('a notification shows its words; a click says so first, then opens the thing', () => {
  const { notifier, made, opened } = open()
  const order: string[] = []
  expect(notifier.isSupported()).toBe(true)
  notifier.show(notification, { clicked: () => order.push(`clicked, opened ${opened.length}`), failed: never })
  expect(made).toMatchObject([{ options: { title: 'T', body: 'B' }, shown: true }])
  expect(opened).toEqual([])
  made[0]?.emit('click')
  expect(order).toEqual(['clicked, opened 0'])
  expect(opened).toEqual([{ screen: 'notices' }])
})

test('one that leads nowhere opens the window as it is', () => {
  const { notifier, made, opened } = open()
  notifier.show({ ...notification, place: null }, { clicked: () => {}, failed: never })
  made[0]?.emit('click')
  expect(opened).toEqual([null])
})

test('that the system refused to show it is said with its words', () => {
  const { notifier, made } = open()
  const failures: string[] = []
  notifier.show(notification, { clicked: never, failed: (why) => failures.push(why) })
  made[0]?.emit('failed', 'Notifications are disabled')
  expect(failures).toEqual(['Notifications are disabled'])
})

test('where the system shows none, that is known before', () => {
  expect(open(false).notifier.isSupported()).toBe(false)
})
