import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loud } from './loud.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

async function fetchFile(url: string): Promise<Response> {
  const file = fileURLToPath(url)
  try {
    return new Response(await readFile(file), {
      headers: { 'content-type': types[extname(file)] ?? 'application/octet-stream' },
    })
  } catch (cause) {
    throw new Error('net::ERR_FILE_NOT_FOUND', { cause })
  }
}

export const net = loud('net', {
  isOnline: () => true,
  online: true,
  /** Protocol handlers read their files with it. */
  fetch: async (input: string | Request, init?: RequestInit) => {
    const url = typeof input === 'string' ? input : input.url
    return await (url.startsWith('file:') ? fetchFile(url) : fetch(input, init))
  },
} satisfies Partial<Record<keyof Electron.Net, unknown>>)
