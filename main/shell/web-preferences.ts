import type { WebPreferences } from 'electron'

/**
 * Everything that decides what the page may do, written out even where it is Electron's default: a changed default must
 * not change us. `preload` is an absolute path.
 */
export function lockedWebPreferences(preload: string) {
  return {
    preload,
    // SECURITY (Electron checklist 2): no Node for the page, its frames or its workers.
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    // SECURITY (Electron checklist 3, 4): the preload lives in a world of its own, the page in the sandbox.
    contextIsolation: true,
    sandbox: true,
    // SECURITY (Electron checklist 6, 8): same-origin rules hold and nothing insecure is mixed in.
    webSecurity: true,
    allowRunningInsecureContent: false,
    // SECURITY (Electron checklist 9, 10): only what Chromium ships as stable.
    experimentalFeatures: false,
    // SECURITY (Electron checklist 11): no <webview> at all.
    webviewTag: false,
    // A file dropped on the window must not replace the page.
    navigateOnDragDrop: false,
    plugins: false,
    // Chromium would fetch its dictionaries from the internet.
    spellcheck: false,
  } satisfies WebPreferences
}
