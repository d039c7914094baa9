import type { MenuItemConstructorOptions } from 'electron'

export type MenuOptions = {
  platform: NodeJS.Platform
  appName: string
  /** Offers reload and the developer tools. */
  development: boolean
  openSettings: () => void
  showDataFolder: () => void
  /** Says what waits before it does. */
  quit: () => void
}

type Item = MenuItemConstructorOptions
const separator: Item = { type: 'separator' }

/** The menu bar as each platform's users expect it; for Menu.buildFromTemplate. */
export function menuTemplate(options: MenuOptions): Item[] {
  const onMac = options.platform === 'darwin'
  const menus = onMac ? [appMenu(options)] : [fileMenu(options)]
  return [...menus, editMenu, viewMenu(options), ...(onMac ? [macWindowMenu] : []), helpMenu(options)]
}

const settings = ({ openSettings }: MenuOptions): Item => ({
  label: 'Settings…',
  accelerator: 'CmdOrCtrl+,',
  click: openSettings,
})

// Not by its role: that ends the app without a word.
const quit = ({ platform, appName, quit: click }: MenuOptions): Item => ({
  label: platform === 'darwin' ? `Quit ${appName}` : platform === 'win32' ? 'Exit' : 'Quit',
  ...(platform === 'win32' ? {} : { accelerator: 'CmdOrCtrl+Q' }),
  click,
})

const appMenu = (options: MenuOptions): Item => ({
  label: options.appName,
  submenu: [
    { role: 'about' },
    separator,
    settings(options),
    separator,
    { role: 'services' },
    separator,
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
    separator,
    quit(options),
  ],
})

const fileMenu = (options: MenuOptions): Item => ({
  label: '&File',
  submenu: [settings(options), separator, { role: 'close' }, quit(options)],
})

// Without these roles macOS has no copy and paste in text fields.
const editMenu: Item = {
  label: '&Edit',
  submenu: [
    { role: 'undo' },
    { role: 'redo' },
    separator,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
  ],
}

const viewMenu = ({ development }: MenuOptions): Item => ({
  label: '&View',
  submenu: [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    separator,
    { role: 'togglefullscreen' },
    // Reloading would throw away a half-filled form, and the tools show an attacker's text as code.
    ...(development ? ([separator, { role: 'reload' }, { role: 'toggleDevTools' }] satisfies Item[]) : []),
  ],
})

const macWindowMenu: Item = { label: 'Window', role: 'windowMenu' }

const helpMenu = ({ platform, showDataFolder }: MenuOptions): Item => ({
  label: '&Help',
  role: 'help',
  submenu: [
    { label: 'Show Data Folder', click: showDataFolder },
    // On macOS it stands in the app menu.
    ...(platform === 'darwin' ? [] : ([separator, { role: 'about' }] satisfies Item[])),
  ],
})
