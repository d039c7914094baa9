/** Registered with the system by the installed app; electron-builder.yml names it, too. */
export const linkScheme = 'castellan-webhooks'

/**
 * The webhook a link among these leads to, null where there is none: `castellan-webhooks://webhook/<id>`, as mails have
 * it. SECURITY: any program and any web page can have one opened. So it only shows, and only by an id of our own shape.
 */
export function findLinkedWebhook(commandLine: readonly string[]): string | null {
  for (const text of commandLine) {
    const id = /^castellan-webhooks:\/\/webhook\/(whk_[0-9a-f-]{36})\/?$/.exec(text)?.[1]
    if (id !== undefined) return id
  }
  return null
}
