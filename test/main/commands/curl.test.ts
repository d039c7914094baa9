import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { array, assert, constantFrom, oneof, property, string, webUrl } from 'fast-check'
import { expect, test } from 'vitest'
import type { Sent } from '../../../preload/contract/outcome.ts'
import { curlOf } from '../../../main/commands/curl.ts'

const aRequest = (change: Partial<Sent> = {}): Sent => ({
  method: 'POST',
  url: 'https://host.example.com/hook',
  headers: [['content-type', 'application/json']],
  body: '{"a":1}',
  ...change,
})

const isThere = (command: string, args: string[]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0
const shells = ['sh', 'bash', 'zsh', 'busybox']
  .map((name) => ({ name, args: name === 'busybox' ? ['sh'] : [] }))
  .filter(({ name, args }) => isThere(name, [...args, '-c', 'exit 0']))

/** What curl would be given: its arguments, then its input, each as Latin-1 so that every byte shows. */
function given(shell: (typeof shells)[number], command: string) {
  const script = `curl() { for word; do printf '%s\\0' "$word"; done; case " $* " in *" @- ") cat;; esac; }\n${command}\n`
  // From stdin: a script may be longer than an argument.
  const out = execFileSync(shell.name, [...shell.args], {
    input: Buffer.from(script),
    encoding: 'latin1',
    maxBuffer: 1e8,
  })
  const words = out.split('\0')
  const last = words.indexOf('--data-binary')
  if (last === -1) return { words: words.slice(0, words.indexOf('--data-raw')), body: words.at(-2) }
  return { words: words.slice(0, last), body: words.slice(last + 2).join('\0') }
}

const latin1 = (text: string) => Buffer.from(text).toString('latin1')
const unit = oneof(
  {
    weight: 4,
    arbitrary: constantFrom(...Array.from(`'"\\$\`!#&|;<>(){}[]*?~%@-=\n\r\t\0\x1b\x03\x7f\x9b 0c\u202e\u2028`)),
  },
  { weight: 1, arbitrary: string({ unit: 'binary', minLength: 1, maxLength: 3 }) },
)
const anyBody = string({ unit: unit as never, maxLength: 60 })
const headerChar = constantFrom(
  ...Array.from({ length: 0x100 }, (_, code) => String.fromCharCode(code)).filter((char) =>
    /[\t\x20-\x7e\xa0-\xff]/.test(char),
  ),
)
const anyValue = string({ unit: headerChar, maxLength: 40 })
const anyUrl = webUrl({ withQueryParameters: true, validSchemes: ['https'] })

test.each(shells)(
  'whatever the body, headers and URL, $name gives curl the same bytes',
  { timeout: 30_000 },
  (shell) => {
    assert(
      property(anyBody, array(anyValue, { maxLength: 3 }), anyUrl, (body, values, url) => {
        const headers = values.map((value, index): [string, string] => [`x-${index}`, value])
        const { words, body: got } = given(shell, curlOf(aRequest({ url, headers, body })))
        expect(got).toBe(latin1(body))
        expect(words.filter((word) => word !== '--globoff')).toEqual([
          '--request',
          'POST',
          url,
          ...headers.flatMap(([name, value]) => ['--header', value === '' ? `${name};` : `${name}: ${value}`]),
        ])
      }),
      { numRuns: 100 },
    )
  },
)

test('no control character or unseen one is in the text: pasted, it would be typed', () => {
  assert(
    property(anyBody, anyBody, anyBody, (body, value, url) => {
      const text = curlOf(aRequest({ url, body, headers: [['x-a', value]] })).replaceAll(' \\\n  ', ' ')
      expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
    }),
  )
})

test('a plain request is one that can be read', () => {
  const body = '{"title":"It\'s on $HOST"}'
  expect(curlOf(aRequest({ body }))).toBe(
    [
      'curl --request POST https://host.example.com/hook \\',
      "  --header 'content-type: application/json' \\",
      `  --data-raw '{"title":"It'\\''s on $HOST"}'`,
    ].join('\n'),
  )
})

test('more than fits into one argument goes by standard input', () => {
  const body = `"it's ${'é'.repeat(100_000)}"`
  for (const shell of shells) expect(given(shell, curlOf(aRequest({ body }))).body === latin1(body)).toBe(true)
})

const noCurl = !isThere('curl', ['--version'])
test.skipIf(noCurl)(
  `curl itself sends the same request${noCurl ? ' (not run: no curl on this machine)' : ''}`,
  async () => {
    const seen: { url: string | undefined; lines: string[]; body: Buffer }[] = []
    const server = createServer((request, response) => {
      void buffer(request).then((body) => {
        seen.push({ url: request.url, lines: request.rawHeaders, body })
        response.end()
      })
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    const bodies = ['{"a":1}', '@/etc/hostname', '', 'a\0b\x1b[201~\n', '{"create":{}}\n{"é":1}\n', 'x'.repeat(200_000)]
    for (const body of bodies) {
      const headers: [string, string][] = [
        ['content-type', 'application/json'],
        ['x-empty', ''],
        ['x-latin', 'café\t"$HOME"'],
      ]
      const sent = aRequest({ url: `http://127.0.0.1:${port}/a[1]?b={c,d}&e=$f`, headers, body })
      const child = spawn('sh', { stdio: ['pipe', 'ignore', 'ignore'] })
      child.stdin.end(`${curlOf(sent)} --noproxy '*' --silent\n`)
      await once(child, 'exit')
      const last = seen.at(-1)
      expect(last?.body.equals(Buffer.from(body))).toBe(true)
      expect(last?.url).toBe('/a[1]?b={c,d}&e=$f')
      const lines = last?.lines ?? []
      for (const [name, value] of headers) expect(lines[lines.indexOf(name) + 1]).toBe(value)
    }
    expect(seen).toHaveLength(bodies.length)
    server.close()
  },
)
