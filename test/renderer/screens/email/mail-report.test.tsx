import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { MailReportView } from '../../../../renderer/screens/email/MailReportView.tsx'
import { sampleMailReport } from '../../support/sample-mails.ts'

test('a test mail says who got it, whom the server takes no mail for, and whom only for now', () => {
  const report = sampleMailReport({ rejected: ['gone@corp.example'], deferred: ['late@corp.example'] })
  const to = ['soc@corp.example', 'gone@corp.example', 'late@corp.example']
  const sent = { running: false, report, refusal: null, errors: {}, run: async () => {}, clear: () => {} }
  render(<MailReportView test={sent} to={to} />)
  screen.getByText(/^It works: .* Look into the mailbox of soc@corp\.example\.$/)
  screen.getByText('It takes no mail for gone@corp.example. Check the addresses under To.')
  expect(screen.getByText(/late@corp\.example just now/).textContent).toContain('sent to them again')
})
