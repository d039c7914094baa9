import type { WebhookDraft } from '../../preload/contract/webhook.ts'
import type { WebhookSecrets } from '../engine/target.ts'
import { checkHeader } from '../receivers/check-header.ts'
import type { Stored } from './fill-in.ts'
import { refuseField } from './refuse-field.ts'

/** The analyst's own headers, kept values filled in. Throws a Refusal at the name or value that keeps one from being sent. */
export function fillHeaders(
  { headers }: WebhookDraft,
  stored: Stored | null,
  { url, moved }: { url: URL; moved: boolean },
): WebhookSecrets['headers'] {
  return headers.map(({ name, value }, index) => {
    const at = `draft.headers.${index}`
    // SECURITY: dropped at send as well; here the analyst learns why, before a value is asked for that is of no use.
    const wrong = checkHeader(name, url)
    if (wrong !== null) throw refuseField(`${at}.name`, wrong)
    const kept = stored?.secrets.headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value
    // SECURITY: what was entered for one receiver is not sent to another, whoever changed the URL.
    if (value === null && kept !== undefined && moved)
      throw refuseField(`${at}.value`, `The URL leads elsewhere now. Enter the value of ${name} again.`)
    const filled = value ?? kept
    if (filled === undefined) throw refuseField(`${at}.value`, `Give the header ${name} a value.`)
    return { name, value: filled }
  })
}
