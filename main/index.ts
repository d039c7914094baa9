import './lookup-threads.ts'
import { join } from 'node:path'
import {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  nativeImage,
  net,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
} from 'electron'
import type { Shown } from '../preload/contract/changes.ts'
import { openBridge } from './bridge/electron.ts'
import { systemClock } from './engine/effects.ts'
import { openProxyChoice } from './engine/proxy-choice.ts'
import { openLog } from './log.ts'
import { openSecrets } from './settings/secrets.ts'
import { openSettings } from './settings/store.ts'
import { askToQuit } from './shell/ask-to-quit.ts'
import { makeBackground } from './shell/background.ts'
import { choosePath } from './shell/choose-path.ts'
import { makeConfirmLink } from './shell/confirm-link.ts'
import { backgroundSwitch, openLogin, startsInBackground } from './shell/login.ts'
import { menuTemplate } from './shell/menu.ts'
import { linkScheme } from './shell/deep-link.ts'
import { openLinks } from './shell/links.ts'
import { denyNavigation } from './shell/navigation.ts'
import { openNetwork } from './shell/network.ts'
import { loginFiles } from './shell/login-files.ts'
import { openNotifier } from './shell/notification.ts'
import { makeOpenExternal } from './shell/open-external.ts'
import { listPageFiles } from './shell/page-files.ts'
import { denyPermissions } from './shell/permissions.ts'
import { quitWhenDone } from './shell/quit-when-done.ts'
import { registerPageScheme, servePage } from './shell/protocol.ts'
import { allowOnlyOwnRequests } from './shell/requests.ts'
import { claimSingleInstance } from './shell/single-instance.ts'
import { reportStartProblem } from './shell/start-problem.ts'
import { applyTheme } from './shell/theme.ts'
import { makeTrayPicture } from './shell/tray-pictures.ts'
import { openTray } from './shell/tray.ts'
import { openMainWindow } from './shell/window.ts'
import { openWork } from './work.ts'

// The composition root, the only one: settings → ledger → engine → bridge → window. Built, it lies in out/main.
const built = (path: string) => join(import.meta.dirname, '..', path)
let showWindow = () => {}
// At once: macOS may tell of the link that starts the app before it is ready.
const links = openLinks(app, process.argv)

// What the installer wrote into the shortcut: without it Windows shows no notification.
app.setAppUserModelId('ai.castellan.webhooks')
registerPageScheme(protocol)
// SECURITY (Electron checklist 4): every renderer is sandboxed, whatever a window asks for.
app.enableSandbox()
const startedAgain = (commandLine: string[]) => {
  // Login starts it, and it runs already.
  if (!commandLine.includes(backgroundSwitch)) showWindow()
  links.opened(commandLine)
}
if (claimSingleInstance(app, startedAgain)) void app.whenReady().then(start).catch(giveUp)
else app.quit()

function start(): void {
  const folder = app.getPath('userData')
  const log = openLog({
    folder: join(folder, 'logs'),
    ...(app.isPackaged ? {} : { mirror: (line: string) => process.stderr.write(`${line}\n`) }),
  })
  const settings = openSettings({
    folder,
    secrets: { seal: (...what) => secrets.seal(...what), unseal: (...what) => secrets.unseal(...what) },
    onChange: ({ appearance, background }) => {
      applyTheme(nativeTheme, appearance.theme)
      login.follow(background.startAtLogin)
      // A password entered anew ends the problem that it could not be read.
      work.touch({ settings: true, problems: true })
    },
  })
  const secrets = openSecrets({
    keyFile: join(folder, 'secrets.key'),
    safeStorage,
    acceptWeak: () => settings.get().secrets.acceptWeakStorage,
    anythingSealed: () => settings.anythingSealed() || work.anythingSealed(),
    platform: process.platform,
  })
  const login = openLogin({
    installed: {
      platform: process.platform,
      program: process.env['APPIMAGE'] ?? process.execPath,
      args: app.isPackaged ? [] : [app.getAppPath()],
      configFolder: app.getPath('appData'),
    },
    wanted: settings.get().background.startAtLogin,
    setLoginItem: (wanted) => app.setLoginItemSettings(wanted),
    files: loginFiles,
    log,
  })
  const showFolder = async (path: string) => void (await shell.openPath(path))
  const goTo = (place: Shown | null) => {
    window.show()
    if (place !== null) work.show(place)
  }
  const notifier = openNotifier({
    isSupported: () => Notification.isSupported(),
    create: (options) => new Notification(options),
    open: goTo,
  })
  const work = openWork({
    app: {
      name: app.getName(),
      version: app.getVersion(),
      electron: process.versions['electron'] ?? '',
      chromium: process.versions['chrome'] ?? '',
      node: process.versions.node,
      platform: process.platform,
      dataFolder: folder,
    },
    settings,
    mailAccounts: {
      wants: () => settings.get().email,
      stored: settings.email,
      drafted: settings.emailWith,
    },
    secrets,
    network: openNetwork({ isOnline: () => net.isOnline(), powerMonitor, clock: systemClock }),
    proxies: openProxyChoice({
      settings: settings.proxy,
      resolveSystem: (url) => session.defaultSession.resolveProxy(url),
      now: systemClock.now,
    }),
    problems: () => [...settings.problems(), secrets.problem(), login.problem()].filter((problem) => problem !== null),
    log,
    sendChanges: (message) => {
      window.send(message)
      tray.refreshSoon()
    },
    outlookChanged: () => tray.refreshSoon(),
    notifier,
    copyText: (text) => clipboard.writeText(text),
    showFolder,
    chooseFolder: () => choosePath(dialog, 'openDirectory'),
    chooseFile: () => choosePath(dialog, 'openFile'),
  })
  const window = openMainWindow({
    create: (options) => new BrowserWindow(options),
    workAreas: () => [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea),
    dark: () => nativeTheme.shouldUseDarkColors,
    place: { read: settings.readWindow, write: settings.writeWindow },
    preload: built('preload/index.cjs'),
    title: app.getName(),
    pageLoads: work.pageLoads,
    now: () => Date.now(),
    log,
  })
  const background = makeBackground({
    platform: process.platform,
    keepRunning: () => settings.get().background.keepRunning,
    told: {
      read: () => settings.get().background.told,
      write: (told) => void settings.update({ background: { told } }),
    },
    notifier,
    outlook: work.outlook,
    ask: askToQuit(dialog),
    quit: () => app.quit(),
    log,
  })
  const openExternal = makeOpenExternal({ shell, confirm: makeConfirmLink(dialog), log })

  applyTheme(nativeTheme, settings.get().appearance.theme)
  app.on('web-contents-created', (_event, contents) => denyNavigation(contents, openExternal))
  denyPermissions(session.defaultSession)
  allowOnlyOwnRequests(session.defaultSession, { allowDevTools: !app.isPackaged })
  servePage(protocol, listPageFiles(built('renderer')))
  openBridge({ ipcMain, answer: work.answer, ourContents: window.contents, log })
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate({
        platform: process.platform,
        appName: app.getName(),
        development: !app.isPackaged,
        openSettings: () => goTo({ screen: 'settings' }),
        showDataFolder: () => void showFolder(folder),
        quit: () => void background.askThenQuit(),
      }),
    ),
  )
  showWindow = window.show
  const tray = openTray({
    platform: process.platform,
    create: (image) => new Tray(image),
    image: makeTrayPicture(nativeImage, process.platform),
    menu: (template) => Menu.buildFromTemplate(template),
    outlook: work.outlook,
    clock: systemClock,
    open: window.show,
    openNotices: () => goTo({ screen: 'notices' }),
    quit: () => void background.askThenQuit(),
    log,
  })
  const openedAtLogin = () => app.getLoginItemSettings().wasOpenedAtLogin
  if (!startsInBackground(process.platform, process.argv, openedAtLogin)) window.show()
  links.follow(goTo)
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme)
  app.on('activate', window.show)
  app.on('window-all-closed', background.windowClosed)
  quitWhenDone(app, work.close)
}

function giveUp(error: unknown): void {
  reportStartProblem(error, {
    appName: app.getName(),
    dataFolder: () => app.getPath('userData'),
    write: (line) => process.stderr.write(`${line}\n`),
    showErrorBox: (title, text) => dialog.showErrorBox(title, text),
    exit: (code) => app.exit(code),
  })
}
