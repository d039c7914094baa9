import { expect, test, vi } from 'vitest'
import { noOutlook, type Outlook } from '../../../main/notices/outlook.ts'
import { makeBackground } from '../../../main/shell/background.ts'
import { type QuitQuestion, quitQuestion } from '../../../main/notices/outlook-words.ts'

const platforms = ['darwin', 'win32', 'linux'] as const

function open(
  platform: NodeJS.Platform,
  {
    keepRunning = true,
    told = false,
    answer = true,
    outlook = noOutlook,
    supported = true,
    write = () => {},
    refusal = '',
    dialog = true,
  } = {},
) {
  const asked: QuitQuestion[] = []
  const said: string[] = []
  const failures: ((why: string) => void)[] = []
  const errors: string[] = []
  const quit = vi.fn<() => void>()
  let wasTold = told
  const background = makeBackground({
    platform,
    keepRunning: () => keepRunning,
    told: {
      read: () => wasTold,
      write: (now) => {
        write()
        wasTold = now
      },
    },
    notifier: {
      isSupported: () => supported,
      show: ({ title, body, place }, { failed }) => {
        expect(place).toBe(null)
        said.push(`${title}. ${body}`)
        failures.push(failed)
        if (refusal === 'throws') throw new Error('no bus')
        if (refusal === 'at once') failed('blocked')
      },
    },
    log: { error: (what) => void errors.push(what) },
    outlook: () => outlook,
    ask: async (question) => {
      if (!dialog) throw new Error('no dialog')
      asked.push(question)
      return answer
    },
    quit,
  })
  return { ...background, asked, said, quit, failures, errors }
}
const waiting: Outlook = { ...noOutlook, state: 'ok', deliveries: 3, mails: 1 }

test.for(platforms)('%s: a closed window leaves the app running, and that is said once', (platform) => {
  const app = open(platform)
  app.windowClosed()
  app.windowClosed()
  expect(app.quit).not.toHaveBeenCalled()
  expect(app.said).toHaveLength(1)
  expect(app.said[0]).toContain('goes on in the background')
  expect(app.said[0]).toContain(
    { darwin: 'menu bar or the Dock', win32: 'notification area', linux: 'start it again' }[platform],
  )
})

test('where no notification can be shown it is not taken for said, and one the system refused is said again', () => {
  const without = open('linux', { supported: false })
  without.windowClosed()
  expect(without.said).toEqual([])
  const app = open('linux')
  app.windowClosed()
  app.failures[0]?.('blocked')
  app.windowClosed()
  expect(app.said).toHaveLength(2)
  app.windowClosed()
  expect(app.said).toHaveLength(2)
})

test.for(['at once', 'throws'])('one that the system refuses while it is shown is said again: %s', (refusal) => {
  const app = open('linux', { refusal })
  app.windowClosed()
  app.windowClosed()
  expect(app.said).toHaveLength(2)
})

test('settings that can’t be written keep no window from closing', () => {
  const write = () => {
    throw new Error('ENOSPC')
  }
  const app = open('linux', { write })
  app.windowClosed()
  expect(app.said).toHaveLength(1)
  expect(app.errors).toEqual(['it could not be kept that the analyst was told of the background'])
})

test.for(platforms)('%s: without running on, a closed window quits, but on macOS', async (platform) => {
  const app = open(platform, { keepRunning: false, told: true })
  app.windowClosed()
  await Promise.resolve()
  expect(app.quit).toHaveBeenCalledTimes(platform === 'darwin' ? 0 : 1)
  expect(app.asked).toEqual([])
})

test('quitting asks only where something waits, and goes on where the answer is no', async () => {
  const idle = open('linux')
  await idle.askThenQuit()
  expect([idle.asked.length, idle.quit.mock.calls.length]).toEqual([0, 1])
  const yes = open('linux', { outlook: waiting })
  await yes.askThenQuit()
  expect([yes.asked.length, yes.quit.mock.calls.length]).toEqual([1, 1])
  const no = open('linux', { outlook: waiting, answer: false })
  await no.askThenQuit()
  expect([no.asked.length, no.quit.mock.calls.length]).toEqual([1, 0])
})

test('where the question can’t be asked it quits: what waits is on disk', async () => {
  const app = open('linux', { outlook: waiting, dialog: false })
  await app.askThenQuit()
  expect(app.quit).toHaveBeenCalledTimes(1)
  expect(app.errors).toEqual(['whether to quit could not be asked'])
})

test('while the question is open it is not asked again', async () => {
  const app = open('linux', { outlook: waiting })
  await Promise.all([app.askThenQuit(), app.askThenQuit()])
  expect(app.asked).toHaveLength(1)
})

test.for([
  [3, 1, '3 deliveries and 1 e-mail wait to be sent. Quit all the same?', /^They are on disk and are sent at the next/],
  [1, 0, '1 delivery waits to be sent. Quit all the same?', /^It is on disk and is sent at the next start/],
  [0, 2, '2 e-mails wait to be sent. Quit all the same?', /^They are/],
] as const)(
  '%i deliveries and %i e-mails are named, and what becomes of them',
  ([deliveries, mails, message, detail]) => {
    const question = quitQuestion({ ...noOutlook, deliveries, mails })
    expect(question?.message).toBe(message)
    expect(question?.detail).toMatch(detail)
    expect(question?.buttons).toEqual(['Quit', 'Keep running'])
  },
)
