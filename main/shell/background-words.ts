/** Said once, when the window is closed for the first time. Where the tray is differs, and some Linux desktops have none. */
export function stillRunning(platform: NodeJS.Platform): { title: string; body: string } {
  return {
    title: 'Castellan Webhooks goes on in the background',
    body: `Events are still delivered. ${back(platform)}`,
  }
}

function back(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'Its window is behind the icon in the menu bar or the Dock; Quit is there, too.'
  if (platform === 'win32') return 'Its window is behind the icon in the notification area; Quit is there, too.'
  return 'Its window is behind the icon in the tray, or start it again; Quit is in the menu of the icon and under File.'
}
