import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { toAppUrl, toBrowserText } from './app-url.ts'
import { acceptWebSocket } from './websocket.ts'

type OnNavigate = (command: string, url: string | undefined) => void

/**
 * Stands between Playwright and Chromium's DevTools endpoint and rewrites the mapped hosts, so that page.url(),
 * page.goto() and location.href read app://ui as in Electron. Resolves to the address to announce.
 */
export async function relayDevTools(endpoint: string, onNavigate: OnNavigate): Promise<string> {
  const path = `/devtools/browser/${randomUUID()}`
  const server = createServer((_request, response) => void response.writeHead(404).end())
  server.on('upgrade', (request, socket) => {
    // A page could try to reach the port: browsers always name their origin, Playwright never does.
    if (request.url !== path || request.headers.origin !== undefined) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
      return
    }
    const browser = new WebSocket(endpoint)
    const early: string[] = []
    const client = acceptWebSocket(request, socket, (text) => {
      const mapped = toBrowserText(text)
      announceNavigation(mapped, onNavigate)
      if (browser.readyState === WebSocket.OPEN) browser.send(mapped)
      else early.push(mapped)
    })
    browser.addEventListener('open', () => {
      for (const text of early.splice(0)) browser.send(text)
    })
    browser.addEventListener('message', (event) => client.sendText(toAppUrl(String(event.data))))
    browser.addEventListener('close', () => socket.destroy())
    browser.addEventListener('error', () => socket.destroy())
    socket.on('close', () => browser.close())
    socket.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  server.unref()
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}${path}`
}

/** Only these few messages are worth parsing. */
function announceNavigation(text: string, onNavigate: OnNavigate) {
  if (!/"method":"Page\.(?:navigate|reload|navigateToHistoryEntry)"/.test(text)) return
  const { method, params } = JSON.parse(text) as { method: string; params?: { url?: string } }
  onNavigate(method, params?.url)
}
