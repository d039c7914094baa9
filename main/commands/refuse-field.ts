import { Refusal } from '../refusal.ts'

/** A refusal whose words are shown at one field. `field` is its dotted path in the input. */
export const refuseField = (field: string, message: string) => new Refusal('invalid', message, { [field]: message })
