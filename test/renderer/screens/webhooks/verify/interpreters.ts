import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const at = (name: string) =>
  fileURLToPath(new URL(`../../../../../renderer/screens/webhooks/verify/${name}`, import.meta.url))

/** `now`: seconds since 1970. */
export type Case = { headers: Record<string, string>; body: string; secret: string; now: number }

export type Interpreter = {
  language: string
  /** The first of its names that is on this machine; null: none is. */
  command: string | null
  /** What to say where none is. */
  missing: string
  /** Runs the snippet itself. */
  run: string[]
  /** Reads cases from stdin and writes a line for each: "true", or what was thrown. */
  judge: string[]
}

const find = (names: string[], probe: string[]) =>
  names.find((name) => spawnSync(name, probe, { stdio: 'ignore' }).status === 0) ?? null

const nodeFile = at('verify.mjs')
const pythonFile = at('verify.py')
const powershellFile = at('verify.ps1')

export const interpreters: Interpreter[] = [
  {
    language: 'Node',
    command: process.execPath,
    missing: '',
    run: [nodeFile],
    judge: [
      '--input-type=module',
      '-e',
      `import { verify } from ${JSON.stringify(new URL(`file://${nodeFile}`).href)}
      import { text } from 'node:stream/consumers'
      for (const { headers, body, secret, now } of JSON.parse(await text(process.stdin))) {
        try { console.log(String(verify(headers, Buffer.from(body, 'base64'), secret, now))) }
        catch (error) { console.log(error.message) }
      }`,
    ],
  },
  {
    language: 'Python',
    command: find(['python3', 'python'], ['-c', 'import sys; sys.exit(sys.version_info < (3, 7))']),
    missing: 'no Python 3.7 or newer on this machine',
    // Without a cache beside the sources.
    run: ['-B', pythonFile],
    judge: [
      '-B',
      '-c',
      [
        'import base64, json, sys',
        `sys.path.insert(0, ${JSON.stringify(dirname(pythonFile))})`,
        'from verify import verify',
        'for case in json.load(sys.stdin):',
        '  try: print(str(verify(case["headers"], base64.b64decode(case["body"]), case["secret"], case["now"])).lower())',
        '  except ValueError as error: print(error)',
      ].join('\n'),
    ],
  },
  {
    language: 'PowerShell',
    command: find(['pwsh', 'powershell'], ['-NoProfile', '-Command', 'exit 0']),
    missing: 'no PowerShell on this machine',
    run: ['-NoProfile', '-ExecutionPolicy', 'Bypass', '-File', powershellFile],
    judge: [
      '-NoProfile',
      '-ExecutionPolicy',
      'Bypass',
      '-Command',
      `. '${powershellFile}'
      foreach ($case in ([Console]::In.ReadToEnd() | ConvertFrom-Json)) {
        $headers = @{}
        foreach ($line in $case.headers.PSObject.Properties) { $headers[$line.Name] = $line.Value }
        try { "$(Test-Webhook $headers ([Convert]::FromBase64String($case.body)) $case.secret $case.now)".ToLower() }
        catch { $_.Exception.Message }
      }`,
    ],
  },
]

/** What the snippet's function says of each case. */
export function judge({ command, judge: args }: Interpreter, cases: Case[]): string[] {
  const text = JSON.stringify(
    cases.map(({ body, ...rest }) => ({ ...rest, body: Buffer.from(body).toString('base64') })),
  )
  // In ASCII: a console on Windows has an encoding of its own.
  const input = text.replace(/[^\0-\x7f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
  const { status, stdout, stderr } = spawnSync(command ?? '', args, { input, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return stdout.trim().split(/\r?\n/)
}

/** Starts the snippet as an analyst does; answers where it listens. */
export async function listen({ command, run }: Interpreter, secret: string) {
  const port = await freePort()
  const child = spawn(command ?? '', run, {
    env: { ...process.env, WEBHOOK_SECRET: secret, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  const said = Promise.withResolvers<string>()
  createInterface(child.stderr).on('line', (line) => void lines.push(line))
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line)
    const [url] = /http:\S+/.exec(line) ?? []
    if (url !== undefined) said.resolve(url)
  })
  child.on('exit', () => said.reject(new Error(`it ended: ${lines.join('\n')}`)))
  return {
    url: await said.promise,
    lines,
    async [Symbol.asyncDispose]() {
      const gone = once(child, 'exit')
      child.kill()
      await gone
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}
