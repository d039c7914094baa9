/** Ids of what a transaction changed: publishing hangs on the commit, so no write can miss the window. */
export type Touched = {
  webhooks: Set<string>
  deliveries: Set<string>
  events: Set<string>
  /** Any of them: there may be 10,000, and the window asks for those it shows. */
  agents: boolean
  /** Any of them: there are few. */
  rules?: boolean
  /** Any row of the outbox of e-mail. */
  mails?: boolean
  /** Any of the newest notices, or how many are unread. */
  notices?: boolean
}

export const makeTouched = (): Touched => ({
  webhooks: new Set(),
  deliveries: new Set(),
  events: new Set(),
  agents: false,
})
