import { expect, test } from 'vitest'
import { makeLetter } from '../../../main/notices/mail-letter.ts'

const envelope = { from: 'a@castellan.example', to: ['b@castellan.example'], messageId: 'ntc_1.1', date: new Date(0) }
const hostile = '<img src=x onerror=alert(1)> "&\'\r\nBcc: thief@evil.example\r\n\r\n\u202egnp.exe'

test('SECURITY: what comes from outside is text: no markup, no header, no line of its own', async () => {
  const { raw } = await makeLetter(
    {
      subject: hostile,
      headline: hostile,
      rows: [{ label: 'Webhook', value: hostile }],
      items: [{ title: hostile, lines: [hostile] }],
      steps: [hostile],
      link: 'castellan-webhooks://webhook/whk_1',
    },
    envelope,
  )
  const [head = '', ...parts] = raw.toString('utf8').split('\r\n\r\n')
  const names = head
    .split('\r\n')
    .filter((line) => /^\S/.test(line))
    .map((line) => line.split(':')[0])
  expect(names).toEqual([
    'Auto-Submitted',
    'From',
    'To',
    'Subject',
    'Message-ID',
    'Date',
    'MIME-Version',
    'Content-Type',
  ])
  const body = Buffer.from(
    parts
      .join('\r\n\r\n')
      .replaceAll('=\r\n', '')
      .replaceAll(/=([0-9A-F]{2})/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8')
  const html = body.slice(body.indexOf('<!doctype'))
  expect(html).not.toContain('<img')
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &quot;&amp;&#39; Bcc: thief@evil.example gnp.exe')
  expect(body).not.toContain('\u202e')
  expect(body).not.toMatch(/^Bcc:/m)
})

test('a very long text is cut, and the message stays within the lines SMTP allows', async () => {
  const long = 'x'.repeat(100_000)
  const { raw } = await makeLetter(
    { subject: long, headline: long, rows: [{ label: 'Reason', value: long }], steps: [long], link: null },
    envelope,
  )
  expect(raw.length).toBeLessThan(30_000)
  // RFC 5321 §4.5.3.1.6: 998 characters and the line end.
  for (const line of raw.toString('latin1').split('\r\n')) expect(line.length).toBeLessThanOrEqual(998)
})
