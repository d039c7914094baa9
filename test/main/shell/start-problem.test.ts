import { expect, test } from 'vitest'
import { reportStartProblem } from '../../../main/shell/start-problem.ts'

function fail(error: unknown, dataFolder = () => '/home/a/data') {
  const done: string[] = []
  const report = () =>
    reportStartProblem(error, {
      appName: 'Castellan Webhooks',
      dataFolder,
      write: (line) => void done.push(`stderr ${line}`),
      showErrorBox: (title, text) => void done.push(`box ${title}: ${text}`),
      exit: (code) => void done.push(`exit ${code}`),
    })
  return { done, report }
}

test('a start that fails says the cause and the next step, and ends the process', () => {
  const { done, report } = fail(new Error('EACCES: permission denied'))
  report()
  expect(done).toEqual([
    expect.stringMatching(/^stderr \{.*could not start.*EACCES: permission denied/),
    expect.stringMatching(/^box Castellan Webhooks could not start: Cause: EACCES[^]+\/home\/a\/data[^]+start the app/),
    'exit 1',
  ])
})

test('what was thrown need not be an error', () => {
  const { done, report } = fail('torn')
  report()
  expect(done[1]).toContain('Cause: torn')
})

test('the process ends even where nothing can be shown', () => {
  const { done, report } = fail(new Error('x'), () => {
    throw new Error('no folder')
  })
  expect(report).toThrow('no folder')
  expect(done.at(-1)).toBe('exit 1')
})
