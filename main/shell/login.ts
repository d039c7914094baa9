import { join } from 'node:path'

/** Given to a start that nobody asked for: no window opens. */
export const backgroundSwitch = '--background'

export type Installed = {
  platform: NodeJS.Platform
  /** What is started: the AppImage where it is one, else the program itself. */
  program: string
  /** What it needs to be told: in development, where the app lies. */
  args: readonly string[]
  /** The folder of settings of the user's programs (XDG_CONFIG_HOME). */
  configFolder: string
}

/** How a start at login is set here: Electron asks the system, or, on Linux, a file in a folder does. */
export type LoginPlan =
  | { kind: 'system'; settings: { openAtLogin: boolean; path?: string; args?: string[] } }
  | { kind: 'file'; path: string; content: string | null }

export function planLogin({ platform, program, args, configFolder }: Installed, on: boolean): LoginPlan {
  // It takes no arguments there; that login opened it is asked of the system.
  if (platform === 'darwin') return { kind: 'system', settings: { openAtLogin: on } }
  if (platform === 'win32')
    return { kind: 'system', settings: { openAtLogin: on, path: program, args: [...args, backgroundSwitch] } }
  return {
    kind: 'file',
    path: join(configFolder, 'autostart', 'castellan-webhooks.desktop'),
    content: on ? desktopEntry([program, ...args, backgroundSwitch]) : null,
  }
}

/** Whether the window stays closed at this start. */
export const startsInBackground = (
  platform: NodeJS.Platform,
  argv: readonly string[],
  wasOpenedAtLogin: () => boolean,
): boolean => argv.includes(backgroundSwitch) || (platform === 'darwin' && wasOpenedAtLogin())

/** Autostart and Desktop Entry Specification of freedesktop.org. */
function desktopEntry(command: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Castellan Webhooks',
    'Comment=Delivers security events to webhooks',
    `Exec=${command.map(quote).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')
}

// Desktop Entry Specification, "The Exec key": inside quotes ", `, $ and \ are escaped, and the backslash once more,
// because the value is a string; % begins a field code.
const quote = (text: string) =>
  `"${text
    .replaceAll(/["`$\\]/g, '\\$&')
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')}"`

export type LoginFiles = {
  /** null: no such file. */
  read: (path: string) => string | null
  write: (path: string, content: string) => void
  remove: (path: string) => void
}
type Login = {
  installed: Installed
  /** What the settings say at this start. */
  wanted: boolean
  setLoginItem: (settings: { openAtLogin: boolean; path?: string; args?: string[] }) => void
  files: LoginFiles
  log: { error(message: string, error: unknown): void }
}

/** Sets the start at login as the settings want it. What keeps it from that is logged, and told as a problem. */
export function openLogin({ installed, wanted, setLoginItem, files, log }: Login) {
  let current = wanted
  let failed = false
  if (wanted) renew()

  /** An AppImage may lie elsewhere now. What the analyst took out of the list of the system stays out. */
  function renew(): void {
    const plan = planLogin(installed, true)
    if (plan.kind !== 'file') return
    try {
      const before = files.read(plan.path)
      if (before !== null && before !== plan.content) set(true)
    } catch (error) {
      log.error('the start at login could not be read', error)
    }
  }

  function set(on: boolean): void {
    const plan = planLogin(installed, on)
    try {
      if (plan.kind === 'system') setLoginItem(plan.settings)
      else if (plan.content === null) files.remove(plan.path)
      else files.write(plan.path, plan.content)
      failed = false
    } catch (error) {
      log.error('the start at login could not be set', error)
      failed = true
    }
  }

  return {
    /** The settings changed. */
    follow: (on: boolean): void => {
      if (on === current) return
      current = on
      set(on)
    },
    problem: () =>
      failed
        ? {
            id: 'login',
            message: `Start at login could not be turned ${current ? 'on' : 'off'}.`,
            next: 'Check that the folder of your programs’ settings can be written, then switch it off and on again under Settings → Background.',
          }
        : null,
  }
}
