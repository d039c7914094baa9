/** Any field of an event's data. */
export const anyInData = 'data.*'

/**
 * Where a field of Sigma stands in an event. It is said in full: `User`, `type` or `id` alone would mean another one here.
 * Input that has its fields in `data` has them in the data of the event, not in a second one below it.
 */
export const inData = (field: string): string => (field.startsWith('data.') ? field : `data.${field}`)
