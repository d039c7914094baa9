import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import type { Duplex } from 'node:stream'
import type { Chromium } from '../chromium.ts'
import { debug } from '../log.ts'
import type { CdpSession, Protocol } from './cdp.ts'

export interface PageBounds {
  x: number
  y: number
  width: number
  height: number
}

export interface Pages {
  /** Opens a page in a window of its own and resolves to its target's id. */
  open(bounds: PageBounds): Promise<string>
  close(targetId: string): Promise<void>
  stop(): void
}

interface PagesOptions {
  root: CdpSession
  chromium: Chromium
  flags: readonly string[]
  headless: boolean
}

const markerPrefix = 'castellan-host-'

/** Before its first load a window shows nothing of the app: about:blank, or the marker it is recognised by. */
export const isBlank = (url: string) => url === 'about:blank' || url.includes(markerPrefix)

export async function watchPages({ root, chromium, flags, headless }: PagesOptions): Promise<Pages> {
  const open = new Set<string>()
  const ours = new Set<string>()
  const awaited = new Map<string, (targetId: string) => void>()
  const whenGone = new Map<string, () => void>()
  const launchers = new Set<ChildProcess>()
  let stopped = false

  function seen({ type, url, targetId, openerId }: Protocol.Target.TargetInfo) {
    if (type !== 'page') return
    const known = open.has(targetId)
    open.add(targetId)
    for (const [marker, found] of awaited) {
      if (!url.includes(marker)) continue
      awaited.delete(marker)
      ours.add(targetId)
      found(targetId)
      return
    }
    // A page nobody asked for: a popup that got past the page's own guard, or something Chromium opened by itself.
    const closeUnlessOurs = () => {
      if (!open.has(targetId) || ours.has(targetId)) return
      debug('closing a page that no window asked for', url)
      root.send('Target.closeTarget', { targetId }).catch(() => {})
    }
    if (!known) setTimeout(closeUnlessOurs, openerId ? 0 : 3000).unref()
  }
  root.on('Target.targetCreated', ({ targetInfo }) => seen(targetInfo))
  root.on('Target.targetInfoChanged', ({ targetInfo }) => seen(targetInfo))
  root.on('Target.targetDestroyed', ({ targetId }) => {
    open.delete(targetId)
    whenGone.get(targetId)?.()
  })
  await root.send('Target.setDiscoverTargets', { discover: true, filter: [{ type: 'page' }] })

  async function openHeadless({ x, y, width, height }: PageBounds) {
    const request = { url: 'about:blank', newWindow: true, left: x, top: y, width, height }
    const { targetId } = await root.send('Target.createTarget', request)
    ours.add(targetId)
    return targetId
  }

  /** A window without tabs and address bar: a second command line with --app, which the running browser takes over. */
  function openAppWindow() {
    if (stopped) throw new Error('closed')
    const marker = `${markerPrefix}${randomUUID()}`
    const found = new Promise<string>((resolve, reject) => {
      awaited.set(marker, resolve)
      setTimeout(() => {
        if (awaited.delete(marker)) reject(new Error('Chromium opened no window within 20 s'))
      }, 20_000).unref()
    })
    // Should the running browser end meanwhile, this one would become a browser itself: hence the pipe and stop().
    const args = ['--remote-debugging-pipe', ...flags, `--app=data:text/html,<title>${marker}</title>`]
    const stdio = ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] as const
    const env = { ...process.env, ...chromium.env }
    const launcher = spawn(chromium.executable, args, {
      env,
      stdio: [...stdio],
      detached: process.platform !== 'win32',
    })
    for (const end of [launcher.stdio[3], launcher.stdio[4]] as Duplex[]) end.on('error', () => {})
    launchers.add(launcher)
    launcher.once('exit', () => launchers.delete(launcher)).once('error', () => launchers.delete(launcher))
    launcher.unref()
    return found
  }

  return {
    open: async (bounds) => await (headless ? openHeadless(bounds) : openAppWindow()),
    close: async (targetId) => {
      const gone = new Promise<void>((resolve) => {
        whenGone.set(targetId, resolve)
        setTimeout(resolve, 3000).unref()
      })
      await root.send('Target.closeTarget', { targetId }).catch(() => {})
      if (open.has(targetId)) await gone
      whenGone.delete(targetId)
    },
    stop: () => {
      stopped = true
      for (const launcher of launchers) launcher.kill('SIGKILL')
    },
  }
}
