import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

// How Electron's binary marks where its fuses are: this text, a version byte, a length, then one digit per fuse.
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

/** The order of the fuses in the binary (electron/build/fuses/fuses.json5). */
export const fuseOrder = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
] as const

/** As much of an Electron for Linux as packing needs: a binary with fuses, and two languages. */
export function makeFakeElectron(folder: string): void {
  mkdirSync(join(folder, 'locales'), { recursive: true })
  mkdirSync(join(folder, 'resources'), { recursive: true })
  const fuses = Buffer.concat([
    Buffer.from(sentinel),
    Buffer.of(1, fuseOrder.length),
    Buffer.alloc(fuseOrder.length, '0'),
  ])
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from('#!/bin/sh\n'), fuses, Buffer.from('\n')]), {
    mode: 0o755,
  })
  writeFileSync(join(folder, 'version'), '45.4.1')
  for (const language of ['en-US', 'de']) writeFileSync(join(folder, 'locales', `${language}.pak`), '')
}

/** Reads back which fuses are set. */
export function readFuses(binary: string): Record<string, boolean> {
  const bytes = readFileSync(binary)
  const start = bytes.indexOf(sentinel) + sentinel.length + 2
  return Object.fromEntries(fuseOrder.map((name, index) => [name, bytes[start + index] === '1'.charCodeAt(0)]))
}
