/** What JSON can say. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** And no list, which is one to JavaScript. */
export const isObject = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
