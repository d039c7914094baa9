import type { makeBridge as MakeBridge } from './bridge.ts'
import type { PageRequest } from './isolated-world.ts'

/** Runs in the page's own world before any of its scripts, as source text: it may use nothing from outside itself. */
export function mainWorld(secret: string, schemes: readonly string[], makeBridge: typeof MakeBridge) {
  if (window !== window.top) return

  function deepFreeze(value: unknown): unknown {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return value
    if (Object.isFrozen(value) || ArrayBuffer.isView(value) || value instanceof Promise) return value
    Object.freeze(value)
    for (const key of Object.getOwnPropertyNames(value)) {
      deepFreeze(Object.getOwnPropertyDescriptor(value, key)?.value)
    }
    return value
  }

  const bridge = makeBridge(secret, 'page', {
    expose: (input) => {
      const [key, api] = input as [string, unknown]
      if (Object.hasOwn(window, key)) {
        throw new Error('Cannot bind an API on top of an existing property on the window object')
      }
      Object.defineProperty(window, key, { value: deepFreeze(api), enumerable: true })
    },
  })
  const tellMain = (request: PageRequest) => void bridge.request('toMain', request)
  const absolute = (url: string | URL) =>
    URL.canParse(url, document.baseURI) ? new URL(url, document.baseURI).href : String(url)

  window.open = (url = 'about:blank', frameName = '', features = '') => {
    tellMain({ type: 'open', url: absolute(url), frameName, features })
    // The host opens no second page, so there is no window to give back.
    return null
  }
  window.close = () => tellMain({ type: 'close' })

  const linkOf = (event: Event) => {
    const path = event.composedPath()
    return path.find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement && node.href !== '')
  }

  /** Links that Chromium would open in a window of its own, or cannot follow because it does not know their scheme. */
  function onClick(event: MouseEvent) {
    const link = linkOf(event)
    if (event.defaultPrevented || !link || link.hasAttribute('download')) return
    const here = link.target === '' || ['_self', '_top', '_parent'].includes(link.target)
    if (!here || event.button === 1 || event.ctrlKey || event.metaKey || event.shiftKey) {
      event.preventDefault()
      const frameName = link.target === '_blank' ? '' : link.target
      tellMain({ type: 'open', url: link.href, frameName, features: '' })
    } else if (schemes.some((scheme) => link.href.startsWith(`${scheme}:`))) {
      event.preventDefault()
      tellMain({ type: 'navigate', url: link.href })
    }
  }
  // On window, after the page's own listeners, which may have prevented the click.
  window.addEventListener('click', onClick)
  window.addEventListener('auxclick', (event) => {
    if (event.button === 1) onClick(event)
  })
}
