import { expect, test } from 'vitest'
import { findLinkedWebhook } from '../../../main/shell/deep-link.ts'
import { linkTo } from '../../../main/notices/mail-notices.ts'

const id = 'whk_e582ab92-57ea-45e0-b0f2-38bc46c8b345'

test('the link a mail has leads to its webhook, wherever it stands on a command line', () => {
  expect(findLinkedWebhook(['/opt/castellan', '--flag', linkTo(id)])).toBe(id)
  // Windows and browsers may add the slash.
  expect(findLinkedWebhook([`${linkTo(id)}/`])).toBe(id)
})

test.for([
  'castellan-webhooks://webhook/',
  `castellan-webhooks://webhook/${id}/enable`,
  `castellan-webhooks://webhook/${id}?disable=1`,
  `castellan-webhooks://webhook/${id}\n--no-sandbox`,
  'castellan-webhooks://webhook/../../etc/passwd',
  'castellan-webhooks://settings/x',
  `https://castellan.ai/webhook/${id}`,
  `x castellan-webhooks://webhook/${id}`,
])('SECURITY: %j leads nowhere', (link) => {
  expect(findLinkedWebhook([link])).toBe(null)
})
