import { EventEmitter } from 'node:events'
import { loud } from './loud.ts'
import { quit } from './lifecycle.ts'
import { registry } from './registry.ts'

type Options = Electron.MenuItemConstructorOptions

let applicationMenu: Electron.Menu | null = null

/** What a click on an item with a role does; the rest belongs to the page's own editing. */
function runRole(role: string, window: Electron.BrowserWindow | undefined) {
  if (role === 'quit') quit()
  else if (role === 'close') window?.close()
  else if (role === 'minimize') window?.minimize()
  else if (role === 'reload') window?.reload()
}

function createItem(options: Options) {
  const role = options.role as string | undefined
  const item = {
    id: options.id ?? '',
    type: options.submenu ? 'submenu' : (options.type ?? 'normal'),
    role,
    label: options.label ?? role ?? '',
    sublabel: options.sublabel ?? '',
    accelerator: options.accelerator,
    enabled: options.enabled ?? true,
    visible: options.visible ?? true,
    checked: options.checked ?? false,
    submenu: Array.isArray(options.submenu) ? buildFromTemplate(options.submenu) : options.submenu,
    click: () => {
      const window = registry.focused?.api
      if (item.type === 'checkbox') item.checked = !item.checked
      if (options.click) options.click(api, window, {})
      else if (role !== undefined) runRole(role.toLowerCase(), window)
    },
  } satisfies Partial<Record<keyof Electron.MenuItem, unknown>>
  const api = loud('MenuItem', item) as unknown as Electron.MenuItem
  return api
}

/** Menus are not drawn here, but tests can find an item and click it. */
function createMenu() {
  const items: Electron.MenuItem[] = []
  const methods = {
    items,
    append: (item) => void items.push(item),
    getMenuItemById: (id): Electron.MenuItem | null => {
      for (const item of items) {
        const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
        if (found) return found
      }
      return null
    },
  } satisfies Partial<Electron.Menu>
  return loud('Menu', Object.assign(new EventEmitter(), methods)) as unknown as Electron.Menu
}

function buildFromTemplate(template: (Options | Electron.MenuItem)[]): Electron.Menu {
  const menu = createMenu()
  for (const options of template) menu.append(createItem(options as Options))
  return menu
}

export const Menu = Object.assign(
  function Menu() {
    return createMenu()
  },
  {
    buildFromTemplate,
    setApplicationMenu: (menu) => {
      applicationMenu = menu
    },
    getApplicationMenu: () => applicationMenu,
  } satisfies Partial<typeof Electron.Menu>,
)

export const MenuItem = function MenuItem(options: Options) {
  return createItem(options)
}
