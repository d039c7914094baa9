import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { loud } from './loud.ts'

function createImage(bytes: Buffer): Electron.NativeImage {
  return loud('NativeImage', {
    isEmpty: () => bytes.length === 0,
    toPNG: () => bytes,
    toDataURL: () => `data:image/png;base64,${bytes.toString('base64')}`,
    // Pictures are carried along, never drawn: there is nothing to scale.
    resize: () => createImage(bytes),
    setTemplateImage: () => {},
  } satisfies Partial<Electron.NativeImage>) as unknown as Electron.NativeImage
}

export const nativeImage = loud('nativeImage', {
  createEmpty: () => createImage(Buffer.alloc(0)),
  createFromBuffer: (bytes) => createImage(bytes),
  createFromDataURL: (url) => createImage(Buffer.from(url.split(',')[1] ?? '', 'base64')),
  createFromPath: (path) => {
    try {
      return createImage(readFileSync(path))
    } catch {
      return createImage(Buffer.alloc(0))
    }
  },
} satisfies Partial<typeof Electron.NativeImage>)

/** There is no tray here; the app may keep one all the same. */
export const Tray = function Tray() {
  let destroyed = false
  const methods = {
    setImage: () => {},
    setToolTip: () => {},
    setTitle: () => {},
    setContextMenu: () => {},
    destroy: () => {
      destroyed = true
    },
    isDestroyed: () => destroyed,
  } satisfies Partial<Electron.Tray>
  return loud('Tray', Object.assign(new EventEmitter(), methods))
}
