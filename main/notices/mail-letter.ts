import MailComposer from 'nodemailer/lib/mail-composer'
import { oneLine } from './one-line.ts'
import type { Letter } from './mail-smtp.ts'

/** What a mail says: lines of text, and rows of a table. Plain text; nothing in it is markup. */
export type MailBody = {
  subject: string
  /** The first line: what happened. */
  headline: string
  rows: readonly { label: string; value: string }[]
  /** One block per thing told, below the rows. */
  items?: readonly { title: string; lines: readonly string[] }[]
  /** What to do, in order. */
  steps: readonly string[]
  /** Opens the thing in the app. */
  link: string | null
}

export type Envelope = { from: string; to: string[]; messageId: string; date: Date }

/** The message, ready to be handed over, as text and as HTML. */
export async function makeLetter(body: MailBody, { from, to, messageId, date }: Envelope): Promise<Letter> {
  const composer = new MailComposer({
    from: { name: 'Castellan Webhooks', address: from },
    // SECURITY: addresses as objects: nothing in them is parsed for more addresses.
    to: to.map((address) => ({ name: '', address })),
    // SECURITY: one line, so that no header can follow from it.
    subject: oneLine(body.subject, 200),
    date,
    // The same for every try, so that a mailbox that was given it twice all the same can tell.
    messageId: `<${messageId}@${from.slice(from.lastIndexOf('@') + 1)}>`,
    // RFC 3834: no holiday answers to it.
    headers: { 'Auto-Submitted': 'auto-generated' },
    text: textOf(body),
    html: htmlOf(body),
    // SECURITY: nothing in a message makes the composer read a file or fetch a URL.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return { from, to, raw: await composer.compile().build() }
}

function textOf({ headline, rows, items = [], steps, link }: MailBody): string {
  const parts = [
    clean(headline),
    rows.map(({ label, value }) => `${label}: ${clean(value)}`).join('\n'),
    ...items.map(({ title, lines }) => [`- ${clean(title)}`, ...lines.map((line) => `  ${clean(line)}`)].join('\n')),
    ['What to do:', ...steps.map((step) => `- ${clean(step)}`)].join('\n'),
    ...(link === null ? [] : [`Open in the app: ${link}`]),
    'Sent by Castellan Webhooks. Which mails it sends is set under Settings → E-mail.',
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function htmlOf({ headline, rows, items = [], steps, link }: MailBody): string {
  const cells = rows.map(
    ({ label, value }) =>
      `<tr><td style="padding:4px 16px 4px 0;color:#57606a;vertical-align:top;white-space:nowrap">${escape(label)}</td>` +
      `<td style="padding:4px 0">${escape(value)}</td></tr>`,
  )
  const blocks = items.map(
    ({ title, lines }) =>
      `<p style="margin:12px 0"><strong>${escape(title)}</strong>${lines.map((line) => `<br>${escape(line)}`).join('')}</p>`,
  )
  const button =
    link === null
      ? ''
      : `<p style="margin:20px 0"><a href="${escape(link)}" style="color:#0a5bd3">Open in Castellan Webhooks</a></p>`
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escape(headline)}</title></head>` +
    '<body style="margin:0;padding:24px;font:15px/1.5 system-ui,Segoe UI,Helvetica,Arial,sans-serif;color:#1f2328;background:#ffffff">' +
    `<div style="max-width:640px"><h1 style="font-size:18px;margin:0 0 16px">${escape(headline)}</h1>` +
    `<table role="presentation" style="border-collapse:collapse">${cells.join('')}</table>${blocks.join('')}` +
    `<p style="margin:20px 0 4px;font-weight:600">What to do</p><ul style="margin:0;padding-left:20px">` +
    `${steps.map((step) => `<li>${escape(step)}</li>`).join('')}</ul>${button}` +
    '<p style="margin:24px 0 0;color:#57606a;font-size:13px">Sent by Castellan Webhooks. Which mails it sends is set under Settings → E-mail.</p>' +
    '</div></body></html>'
  )
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** SECURITY: all that comes from outside is text in the mail, never markup. */
const escape = (text: string) => clean(text).replaceAll(/[&<>"']/g, (char) => entities[char] ?? char)

// SECURITY: what can't be seen but steers: line breaks that would feign lines of our own, marks that turn text around.
const clean = (text: string) => oneLine(text, 2000)
