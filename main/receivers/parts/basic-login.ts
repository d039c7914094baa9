/** The value of an Authorization header (RFC 7617); in UTF-8, as servers read it nowadays. */
export const basicLogin = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
