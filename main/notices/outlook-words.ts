import type { LedgerFault } from '../ledger/fault.ts'
import type { Outlook } from './outlook.ts'

// Windows cuts what an icon of its notification area says at 127 characters, with the name of the app among them.
const longest = 100

/** How things stand, in one line. */
export function statusLine({ state, fault, problem, troubled, webhooks, deliveries, network }: Outlook): string {
  if (state === 'stopped') return 'Not running: the ledger can’t be used'
  if (fault !== null) return faultLine(fault)
  if (network === 'down' && deliveries > 0)
    return `No network: ${counted(deliveries, 'delivery')} ${deliveries === 1 ? 'waits' : 'wait'}`
  if (network === 'down') return 'No network'
  if (troubled > 0) return troubled === 1 ? '1 webhook needs you' : `${troubled} webhooks need you`
  if (problem !== null) return problem.length > longest ? `${problem.slice(0, longest - 1)}…` : problem
  if (webhooks === 0) return 'No webhooks yet'
  return webhooks === 1 ? 'The webhook works' : 'All webhooks work'
}

function faultLine(fault: LedgerFault): string {
  switch (fault) {
    case 'damaged':
      return 'The ledger is damaged: open the window'
    case 'full':
      return 'New events are refused: the disk is full'
    case 'locked':
    case 'read-only':
    case 'unreachable':
      return 'New events are refused: the ledger can’t be written'
  }
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

function counted(count: number, one: 'delivery' | 'e-mail'): string {
  if (count === 1) return `1 ${one}`
  return `${count} ${one === 'delivery' ? 'deliveries' : 'e-mails'}`
}
