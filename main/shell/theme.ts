import type { Settings } from '../../preload/contract/settings.ts'

type Theme = Settings['appearance']['theme']

/** The page follows by prefers-color-scheme, menus and dialogs by themselves. */
export function applyTheme(nativeTheme: { themeSource: Theme }, theme: Theme): void {
  nativeTheme.themeSource = theme
}

/** What the window shows until the page has painted: the `--surface` of renderer/theme, or there is a flash. */
export const backgroundFor = (dark: boolean): string => (dark ? '#111418' : '#ffffff')
