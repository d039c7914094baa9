export type OpenExternalOptions = {
  shell: { openExternal(url: string): Promise<void> }
  /** Shows host and URL in a dialog; answers whether to go on. */
  confirm: (host: string, url: string) => Promise<boolean>
  log: { warn(message: string, facts: { scheme: string }): void }
}
export type OpenExternal = (url: string) => Promise<boolean>

/**
 * Makes the only caller of shell.openExternal. Answers whether the browser was asked to open the URL; never throws.
 * SECURITY (Electron checklist 15): https alone, because other schemes start programs; and a page taken over could send
 * data away in a URL, so it is opened only after the analyst has seen it.
 */
export function makeOpenExternal({ shell, confirm, log }: OpenExternalOptions): OpenExternal {
  return async (text) => {
    const url = URL.parse(text)
    if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') {
      log.warn('refused to open a link', { scheme: url?.protocol ?? 'none' })
      return false
    }
    try {
      if (!(await confirm(url.host, url.href))) return false
      await shell.openExternal(url.href)
      return true
    } catch {
      log.warn('the system could not open a link', { scheme: url.protocol })
      return false
    }
  }
}
