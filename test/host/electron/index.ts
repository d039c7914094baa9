import { app } from './app.ts'
import { clipboard } from './clipboard.ts'
import { Notification, dialog, powerMonitor, powerSaveBlocker, shell } from './desktop.ts'
import { ipcMain } from './ipc-main.ts'
import { absent } from './loud.ts'
import { Menu, MenuItem } from './menu.ts'
import { nativeTheme } from './native-theme.ts'
import { net } from './net.ts'
import { protocol } from './protocol.ts'
import { safeStorage } from './safe-storage.ts'
import { screen } from './screen.ts'
import { session } from './session.ts'
import { Tray, nativeImage } from './tray.ts'
import { webContents } from './web-contents.ts'
import { BrowserWindow } from './window.ts'

const emulated = {
  BrowserWindow,
  Menu,
  MenuItem,
  Notification,
  Tray,
  app,
  clipboard,
  dialog,
  ipcMain,
  nativeImage,
  nativeTheme,
  net,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  webContents,
}

type Exports = keyof typeof Electron.Main | keyof typeof Electron.Common

/** What `electron` means to an app's main process here. A name that a new Electron adds has to be added as well. */
const electron = {
  ...emulated,
  BaseWindow: absent('BaseWindow'),
  BrowserView: absent('BrowserView'),
  ClipboardItem: absent('ClipboardItem'),
  ImageView: absent('ImageView'),
  IpcMainServiceWorker: absent('IpcMainServiceWorker'),
  MessageChannelMain: absent('MessageChannelMain'),
  ShareMenu: absent('ShareMenu'),
  TouchBar: absent('TouchBar'),
  View: absent('View'),
  WebSocket: absent('WebSocket'),
  WebContentsView: absent('WebContentsView'),
  autoUpdater: absent('autoUpdater'),
  contentTracing: absent('contentTracing'),
  crashReporter: absent('crashReporter'),
  desktopCapturer: absent('desktopCapturer'),
  globalShortcut: absent('globalShortcut'),
  inAppPurchase: absent('inAppPurchase'),
  netLog: absent('netLog'),
  pushNotifications: absent('pushNotifications'),
  sharedTexture: absent('sharedTexture'),
  systemPreferences: absent('systemPreferences'),
  utilityProcess: absent('utilityProcess'),
  webFrameMain: absent('webFrameMain'),
} satisfies Record<Exports, unknown>

export default electron
// What require('electron') gives: Playwright's loader, the inspector and CommonJS modules use it.
export { electron as 'module.exports' }
export const {
  BaseWindow,
  BrowserView,
  ClipboardItem,
  ImageView,
  MessageChannelMain,
  ShareMenu,
  TouchBar,
  View,
  WebSocket,
  WebContentsView,
  autoUpdater,
  contentTracing,
  crashReporter,
  desktopCapturer,
  globalShortcut,
  inAppPurchase,
  netLog,
  pushNotifications,
  sharedTexture,
  systemPreferences,
  utilityProcess,
  webFrameMain,
} = electron
export {
  BrowserWindow,
  Menu,
  MenuItem,
  Notification,
  Tray,
  app,
  clipboard,
  dialog,
  ipcMain,
  nativeImage,
  nativeTheme,
  net,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  webContents,
}
