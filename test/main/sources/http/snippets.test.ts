import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { presets } from '../../../../main/mapping/presets.ts'
import { sampleOf, type SnippetLanguage, snippets } from '../../../../renderer/screens/sources/http/snippets.ts'
import { turnOn } from '../../../support/http-source.ts'
import { openWorkstation } from '../../../support/workstation.ts'

const run = promisify(execFile)
const has = (program: string) => spawnSync(program, ['--version']).status === 0

const programs: Record<SnippetLanguage, { needs: string; start: (text: string) => [string, string[]] }> = {
  curl: { needs: 'curl', start: (text) => ['sh', ['-c', text]] },
  python: { needs: 'python3', start: (text) => ['python3', ['-c', text]] },
  powershell: { needs: 'pwsh', start: (text) => ['pwsh', ['-NoProfile', '-Command', text]] },
}

const shapes = [null, presets.ecs, presets.cef, presets.leef]

for (const [language, { needs, start }] of Object.entries(programs))
  for (const [tls, mapping] of [[true, null] as const, ...shapes.map((shape) => [false, shape] as const)]) {
    // PowerShell would have to change what this user trusts.
    const leftOut = !has(needs) || (language === 'powershell' && tls)
    test.skipIf(leftOut)(
      `${language} sends an event over ${tls ? 'https' : 'http'}, in the shape of ${mapping?.preset ?? 'the OpenAPI file'} (where there is ${needs})`,
      async () => {
        await using station = await openWorkstation()
        const { url, token } = await turnOn(station.sources(), { tls, mapping })
        const certificate = tls ? (station.sources().http.view().certificate?.file ?? null) : null
        const [program, given] = start(
          snippets[language as SnippetLanguage]({ url, certificate, sample: sampleOf(mapping) }),
        )
        const env = {
          ...process.env,
          CASTELLAN_TOKEN: token,
          https_proxy: 'http://127.0.0.1:9',
          http_proxy: 'http://127.0.0.1:9',
        }
        const { stdout } = await run(program, given, { env })
        expect(stdout).toContain('accepted')
        expect(await station.call('events.page', {})).toMatchObject([
          { source: 'http', title: 'Credential dumping detected on WIN-FIN-07' },
        ])
      },
    )
  }

test('a path with quotes stays one word in each language', () => {
  const place = { url: 'https://127.0.0.1:8766', certificate: '/home/o\'hara/a "b"/c.pem', sample: sampleOf(null) }
  expect(snippets.curl(place)).toContain(`--cacert '/home/o'\\''hara/a "b"/c.pem'`)
  expect(snippets.python(place)).toContain(`cafile="/home/o'hara/a \\"b\\"/c.pem"`)
  expect(snippets.powershell(place)).toContain(`-FilePath '/home/o''hara/a "b"/c.pem'`)
})
