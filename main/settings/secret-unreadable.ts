import { Refusal } from '../refusal.ts'

/** A stored secret can't be had now. The message says what to do; as a Refusal it may be shown as it is. */
export class SecretUnreadable extends Refusal {
  override readonly name = 'SecretUnreadable'

  constructor(message: string) {
    super('unavailable', message)
  }
}
