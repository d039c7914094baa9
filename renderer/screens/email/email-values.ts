import type { Email } from '../../../preload/contract/email.ts'

/** What is typed. `secret` and `proxyPassword` null keep the stored ones. */
export type EmailValues = Omit<Email, 'port' | 'caCertificate' | 'secretUpdatedAt' | 'proxyPasswordUpdatedAt'> & {
  port: number | null
  caCertificate: string
  secret: string | null
  proxyPassword: string | null
}

export type EmailPartProps = {
  values: EmailValues
  saved: Email
  change: (part: Partial<EmailValues>) => void
  /** What is wrong at a field, by its name. */
  error: (field: keyof EmailValues) => string | undefined
}

export function valuesOf({ secretUpdatedAt: _at, proxyPasswordUpdatedAt: _proxyAt, ...email }: Email): EmailValues {
  return { ...email, caCertificate: email.caCertificate ?? '', secret: null, proxyPassword: null }
}

/** What is typed, as it is checked, tested and saved. */
export function patchOf({ secret, proxyPassword, host, from, ...values }: EmailValues) {
  return {
    ...values,
    host: host.trim(),
    from: from.trim(),
    ...(secret === null ? {} : { secret }),
    ...(proxyPassword === null ? {} : { proxyPassword }),
  }
}

const usualPorts: Record<Email['security'], number> = { tls: 465, starttls: 587 }

/** The port goes along where it is the usual one (RFC 8314 §3.3). */
export function withSecurity({ security: before, port }: EmailValues, security: Email['security']) {
  return port === usualPorts[before] ? { security, port: usualPorts[security] } : { security }
}
