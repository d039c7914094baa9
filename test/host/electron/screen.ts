import { EventEmitter } from 'node:events'
import { loud } from './loud.ts'

export const workArea: Electron.Rectangle = { x: 0, y: 0, width: 1280, height: 800 }

/** One display of a fixed size: nothing on this host knows the real ones. */
const display = loud('Display', {
  id: 1,
  label: 'Electron host',
  bounds: workArea,
  workArea,
  size: { width: workArea.width, height: workArea.height },
  workAreaSize: { width: workArea.width, height: workArea.height },
  scaleFactor: 1,
  rotation: 0,
  internal: false,
} satisfies Partial<Electron.Display>) as unknown as Electron.Display

const methods = {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
  getDisplayMatching: () => display,
  getDisplayNearestPoint: () => display,
} satisfies Partial<Electron.Screen>

export const screen = loud('screen', Object.assign(new EventEmitter(), methods))
