import type { Outlook } from '../notices/outlook.ts'

/** How things stand, in one line. */
export function statusLine({ state, troubled, webhooks, deliveries, network }: Outlook): string {
  if (state === 'stopped') return 'Not running: the ledger can’t be used'
  if (network === 'down' && deliveries > 0)
    return `No network: ${counted(deliveries, 'delivery')} ${deliveries === 1 ? 'waits' : 'wait'}`
  if (network === 'down') return 'No network'
  if (troubled > 0) return troubled === 1 ? '1 webhook needs you' : `${troubled} webhooks need you`
  if (webhooks === 0) return 'No webhooks yet'
  return webhooks === 1 ? 'The webhook works' : 'All webhooks work'
}

export type QuitQuestion = { message: string; detail: string; buttons: [quit: string, stay: string] }

/** What to ask before quitting; null where nothing waits, so there is nothing to say. */
export function quitQuestion({ deliveries, mails }: Outlook): QuitQuestion | null {
  const parts = [
    ...(deliveries > 0 ? [counted(deliveries, 'delivery')] : []),
    ...(mails > 0 ? [counted(mails, 'e-mail')] : []),
  ]
  if (parts.length === 0) return null
  const one = deliveries + mails === 1
  return {
    message: `${parts.join(' and ')} ${one ? 'waits' : 'wait'} to be sent. Quit all the same?`,
    detail: `${one ? 'It is' : 'They are'} on disk and ${one ? 'is' : 'are'} sent at the next start. Until then no event is received.`,
    buttons: ['Quit', 'Keep running'],
  }
}

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

function counted(count: number, one: 'delivery' | 'e-mail'): string {
  if (count === 1) return `1 ${one}`
  return `${count} ${one === 'delivery' ? 'deliveries' : 'e-mails'}`
}
