import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Chromium } from './chromium.ts'

const cache = fileURLToPath(new URL('../../node_modules/.cache/castellan-chromium', import.meta.url))
// The package's own list of font folders holds none that exists outside a cloud function.
const fonts = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`
const archives = ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br']

/**
 * The headless shell of @sparticuz/chromium with the libraries and fonts that a bare Debian lacks, unpacked once.
 * It brings no sandbox helper and starts only without a sandbox; it loads nothing but our own page.
 */
export async function unpackNpmChromium(): Promise<Chromium> {
  const root = dirname(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))))
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const folder = join(cache, version)
  if (!existsSync(folder)) await unpack(join(root, 'bin'), folder)
  return {
    executable: join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    },
    windows: false,
    sandbox: false,
  }
}

/** Into a folder of our own first: two runs may start at once, and a half-written browser must never be found. */
async function unpack(from: string, to: string) {
  const { inflate } = await import('@sparticuz/chromium')
  const mine = `${to}.${process.pid}`
  mkdirSync(mine, { recursive: true })
  await inflateInto(mine, inflate, from)
  // inflate() lets only its own user run it; a checkout may be shared.
  chmodSync(join(mine, 'chromium'), 0o755)
  writeFileSync(join(mine, 'fonts', 'fonts.conf'), fonts)
  try {
    renameSync(mine, to)
  } catch (error) {
    rmSync(mine, { recursive: true, force: true })
    if (!existsSync(to)) throw error
  }
}

/** inflate() always writes to the temporary folder, which it looks up before it first waits. */
async function inflateInto(folder: string, inflate: (archive: string) => Promise<string>, from: string) {
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  const running = archives.map((archive) => inflate(join(from, archive)))
  if (before === undefined) delete process.env['TMPDIR']
  else process.env['TMPDIR'] = before
  await Promise.all(running)
}
