import type { Shown } from '../../preload/contract/changes.ts'

/** Registered with the system by the installed app; electron-builder.yml names it, too. */
export const linkScheme = 'castellan-webhooks'

const uuid = '[0-9a-f-]{36}'
const pattern = new RegExp(`^${linkScheme}://(?:webhook/(?<webhookId>whk_${uuid})|rule/(?<ruleId>rul_${uuid}))/?$`)

/**
 * What a link among these leads to, null where there is none: `castellan-webhooks://webhook/<id>` or `…/rule/<id>`, as
 * mails have it. SECURITY: any program and any web page can have one opened. So it only shows, and only by an id of our
 * own shape.
 */
export function findLinked(commandLine: readonly string[]): Shown | null {
  for (const text of commandLine) {
    const { webhookId, ruleId } = pattern.exec(text)?.groups ?? {}
    if (webhookId !== undefined) return { screen: 'webhooks', webhookId }
    if (ruleId !== undefined) return { screen: 'rules', ruleId }
  }
  return null
}
