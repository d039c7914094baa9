import { expect, test } from 'vitest'
import { findLinked } from '../../../main/shell/deep-link.ts'
import { linkTo } from '../../../main/notices/mail-notices.ts'

const id = 'whk_e582ab92-57ea-45e0-b0f2-38bc46c8b345'

test('the link a mail has leads to its webhook, wherever it stands on a command line', () => {
  const place = { screen: 'webhooks', webhookId: id }
  expect(findLinked(['/opt/castellan', '--flag', linkTo('webhook', id)])).toEqual(place)
  // Windows and browsers may add the slash.
  expect(findLinked([`${linkTo('webhook', id)}/`])).toEqual(place)
})

test('the link in the mail of a rule that was stopped leads to the rule', () => {
  const ruleId = id.replace('whk_', 'rul_')
  expect(findLinked([linkTo('rule', ruleId)])).toEqual({ screen: 'rules', ruleId })
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
  `castellan-webhooks://rule/${id}`,
])('SECURITY: %j leads nowhere', (link) => {
  expect(findLinked([link])).toBe(null)
})
