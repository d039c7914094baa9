import { describe, expect, test } from 'vitest'
import { parseCommandLine } from './command-line.ts'

describe("Electron's command line", () => {
  test('is read as Playwright writes it', () => {
    const line = parseCommandLine([
      '-r',
      '/loader.js',
      '--inspect=0',
      '--remote-debugging-port=0',
      '.',
      '--mine',
      'file',
    ])
    expect(line).toEqual({
      preloads: ['/loader.js'],
      inspect: { host: '127.0.0.1', port: 0, wait: false },
      switches: new Map([
        ['remote-debugging-port', '0'],
        ['mine', ''],
      ]),
      app: '.',
    })
  })

  test('a value may contain an equals sign', () => {
    expect(parseCommandLine(['--user-data-dir=/tmp/a=b', 'app']).switches.get('user-data-dir')).toBe('/tmp/a=b')
  })
})
