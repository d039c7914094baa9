import type { Phase } from '../../preload/contract/outcome.ts'

export const phaseNames: Record<Phase, string> = {
  dns: 'DNS',
  connect: 'Connect',
  proxy: 'Proxy',
  tls: 'TLS',
  send: 'Send',
  answer: 'Answer',
}
