import { EventEmitter } from 'node:events'
import { createEvent } from './events.ts'
import { loud } from './loud.ts'
import { registry } from './registry.ts'

type Source = Electron.NativeTheme['themeSource']

const sources: readonly string[] = ['system', 'light', 'dark'] satisfies Source[]
const events = new EventEmitter()
let source: Source = 'system'

const methods = {
  shouldUseHighContrastColors: false,
  shouldUseInvertedColorScheme: false,
  inForcedColorsMode: false,
  prefersReducedTransparency: false,
} satisfies Partial<Electron.NativeTheme>

export const nativeTheme = loud(
  'nativeTheme',
  Object.defineProperties(Object.assign(events, methods), {
    themeSource: {
      get: () => source,
      set: (next: Source) => {
        if (!sources.includes(next)) throw new TypeError(`Invalid themeSource: ${next}`)
        source = next
        for (const contents of registry.contents.values()) contents.emulateTheme(next)
        events.emit('updated', createEvent())
      },
    },
    // The desktop's own choice is not known here; the page's media query follows Chromium.
    shouldUseDarkColors: { get: () => source === 'dark' },
  }) as EventEmitter & Pick<Electron.NativeTheme, keyof typeof methods | 'themeSource' | 'shouldUseDarkColors'>,
)
