import type { DesktopNotices } from '../../main/notices/desktop.ts'

/** For tests in which nothing is shown on the desktop. */
export const silentDesktop: Pick<DesktopNotices, 'settingsChanged' | 'untold'> = {
  settingsChanged: () => {},
  untold: () => null,
}
