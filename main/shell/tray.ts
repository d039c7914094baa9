import type { MenuItemConstructorOptions } from 'electron'
import type { Clock } from '../engine/effects.ts'
import type { Outlook } from '../notices/outlook.ts'
import { statusLine } from '../notices/outlook-words.ts'

/** The part of Electron's Tray that is used; M is its menu, I its picture. */
export type TrayIcon<I, M> = {
  setImage(image: I): void
  setToolTip(text: string): void
  setTitle(text: string): void
  setContextMenu(menu: M): void
  on(event: 'click', listener: () => void): unknown
}
export type TrayPicture = Outlook['state']
export type TrayLook = {
  picture: TrayPicture
  toolTip: string
  title: string
  menu: { status: string; notices: string }
}

/** What the tray shows. The count beside the icon is macOS' alone; elsewhere it is in the words of the icon. */
export function trayLook(outlook: Outlook, platform: NodeJS.Platform): TrayLook {
  const status = statusLine(outlook)
  const { unread, troubled } = outlook
  return {
    picture: outlook.state,
    toolTip: `Castellan Webhooks: ${status}`,
    title: platform === 'darwin' && troubled > 0 ? String(troubled) : '',
    menu: { status, notices: unread === 0 ? 'Notices' : `Notices (${unread} unread)` },
  }
}

/** On macOS a click opens the menu; on some Linux desktops it is never told of, and the menu opens too. */
export const opensOnClick = (platform: NodeJS.Platform): boolean => platform !== 'darwin'

/** macOS paints a picture of one colour to fit its menu bar, at 16 points; others take it as it is. */
export const isTemplate = (platform: NodeJS.Platform): boolean => platform === 'darwin'

type Actions = { open: () => void; openNotices: () => void; quit: () => void }

export const trayMenu = ({ menu }: TrayLook, actions: Actions): MenuItemConstructorOptions[] => [
  { label: menu.status, enabled: false },
  { type: 'separator' },
  { label: 'Open Castellan Webhooks', click: actions.open },
  { label: menu.notices, click: actions.openNotices },
  { type: 'separator' },
  { label: 'Quit', click: actions.quit },
]

type Parts<I, M> = Actions & {
  platform: NodeJS.Platform
  /** Throws where there is no tray. */
  create: (image: I) => TrayIcon<I, M>
  image: (picture: TrayPicture) => I
  menu: (template: MenuItemConstructorOptions[]) => M
  outlook: () => Outlook
  clock: Clock
  log: { warn(message: string, facts: { reason: string }): void }
}

// Each refresh asks the ledger of each webhook, and changes come many a second.
const refreshMs = 1_000

/** The icon beside the clock. Without a tray the app runs as well. */
export function openTray<I, M>({ platform, create, image, menu, outlook, clock, log, ...actions }: Parts<I, M>) {
  let look = trayLook(outlook(), platform)
  let tray: TrayIcon<I, M> | null = null
  let waiting = false
  try {
    tray = create(image(look.picture))
    if (opensOnClick(platform)) tray.on('click', actions.open)
  } catch (error) {
    log.warn('there is no tray', { reason: String(error) })
  }

  function show(before: TrayLook | null): void {
    if (before?.picture !== look.picture) tray?.setImage(image(look.picture))
    tray?.setToolTip(look.toolTip)
    if (platform === 'darwin') tray?.setTitle(look.title)
    // A menu of libappindicator can't be changed, only replaced.
    tray?.setContextMenu(menu(trayMenu(look, actions)))
  }
  show(look)

  return {
    /** Something may have changed. */
    refreshSoon: (): void => {
      if (waiting) return
      waiting = true
      clock.at(clock.now() + refreshMs, () => {
        waiting = false
        const before = look
        look = trayLook(outlook(), platform)
        if (JSON.stringify(before) !== JSON.stringify(look)) show(before)
      })
    },
  }
}
