import type { OutcomeCode } from '../../preload/contract/outcome.ts'

const known: Record<number, OutcomeCode> = {
  400: 'bad_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  408: 'request_timeout',
  409: 'conflict',
  410: 'gone',
  413: 'too_large',
  415: 'media_type',
  422: 'bad_request',
  429: 'rate_limited',
  502: 'bad_gateway',
  503: 'unavailable',
  504: 'gateway_timeout',
}

/** Only 2xx is a success (Standard Webhooks; redirects are failures there too). */
export function codeOfStatus(status: number): OutcomeCode {
  if (status >= 200 && status < 300) return 'accepted'
  if (status >= 300 && status < 400) return 'redirect'
  const meaning = known[status]
  if (meaning) return meaning
  if (status >= 400 && status < 500) return 'client_error'
  return status >= 500 && status < 600 ? 'server_error' : 'unexpected_status'
}
