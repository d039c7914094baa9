import { gzipSync } from 'node:zlib'
import type { OutcomeCode, Phase } from '../../../preload/contract/outcome.ts'
import type { Connection, Trouble } from './faulty-receiver.ts'
import { endlessly, halfOf } from './misbehave.ts'

/** One kind of fault, and what it has to end as. `phases`: any of these; none for a success. */
export type Kind = {
  name: string
  code: OutcomeCode
  phases: Phase[]
  trouble: Trouble | 'away'
  /** Only the budget ends it. */
  stalls?: true
  /** With nearly as large an event as is accepted. */
  large?: true
  /** It is the same through a proxy: that passes on what is said, and not how a connection ends. */
  proxied?: true
}

const reset = ({ tcp }: { tcp: Connection['tcp'] }) => void tcp.resetAndDestroy()
const head = 'HTTP/1.1 200 OK\r\n'
const saying =
  (text: string) =>
  ({ tls }: Connection) =>
    void tls.write(text)
const ending =
  (text: string) =>
  ({ tls }: Connection) =>
    void tls.end(text)
const bomb = gzipSync(Buffer.alloc(50_000_000))

const connecting: Kind[] = [
  { name: 'refused', code: 'connect_refused', phases: ['connect'], trouble: 'away' },
  {
    name: 'reset after it was accepted',
    code: 'connection_reset',
    phases: ['connect', 'tls'],
    trouble: { accept: (tcp) => reset({ tcp }) },
  },
  {
    name: 'reset during TLS',
    code: 'connection_reset',
    phases: ['tls'],
    trouble: { accept: (tcp) => void tcp.once('data', () => reset({ tcp })) },
  },
  {
    name: 'handshake cut',
    code: 'connection_reset',
    phases: ['tls'],
    // The beginning of a ServerHello, and no more.
    trouble: { accept: (tcp) => void tcp.once('data', () => tcp.end(Buffer.from('160303007a02000076', 'hex'))) },
  },
  { name: 'stall before TLS', code: 'timeout_tls', phases: ['tls'], stalls: true, trouble: { accept: () => {} } },
  {
    name: 'garbage instead of TLS',
    code: 'tls_handshake',
    phases: ['tls'],
    trouble: { accept: (tcp) => void tcp.end('HTTP/1.1 400 Bad Request\r\n\r\n') },
  },
  {
    name: 'certificate expired',
    code: 'tls_expired',
    phases: ['tls'],
    proxied: true,
    trouble: { identity: (own) => own.expired },
  },
  {
    name: 'wrong host',
    code: 'tls_wrong_host',
    phases: ['tls'],
    proxied: true,
    trouble: { identity: (own) => own.elsewhere },
  },
  {
    name: 'untrusted',
    code: 'tls_untrusted',
    phases: ['tls'],
    proxied: true,
    trouble: { identity: (own) => own.untrusted },
  },
  { name: 'old TLS', code: 'tls_version', phases: ['tls'], proxied: true, trouble: { identity: (own) => own.old } },
]

const sending: Kind[] = [
  { name: 'reset after the head', code: 'connection_reset', phases: ['send', 'answer'], trouble: { head: reset } },
  { name: 'reset after the body', code: 'connection_reset', phases: ['answer'], trouble: { answer: reset } },
  {
    // No event is so large that the buffers of the system would not take it: what they took is sent.
    name: 'stall after the head',
    code: 'timeout_answer',
    phases: ['answer'],
    stalls: true,
    large: true,
    trouble: { head: () => {} },
  },
  {
    name: 'stall before the answer',
    code: 'timeout_answer',
    phases: ['answer'],
    stalls: true,
    trouble: { answer: () => {} },
  },
]

const answering: Kind[] = [
  {
    name: 'reset in the head of the answer',
    code: 'connection_reset',
    phases: ['answer'],
    trouble: { answer: (connection) => halfOf(`${head}content-length: 2\r\n`, connection, reset) },
  },
  {
    name: 'reset in the body of the answer',
    code: 'answer_cut',
    phases: ['answer'],
    trouble: {
      answer: (connection) =>
        void connection.tls.write(`${head}content-length: 9\r\n\r\nok`, () => setImmediate(reset, connection)),
    },
  },
  {
    name: 'stall in the head of the answer',
    code: 'timeout_answer',
    phases: ['answer'],
    stalls: true,
    trouble: { answer: (connection) => halfOf(head, connection, () => {}) },
  },
  {
    name: 'stall in the body of the answer',
    code: 'timeout_answer',
    phases: ['answer'],
    stalls: true,
    proxied: true,
    trouble: { answer: saying(`${head}content-length: 9\r\n\r\nok`) },
  },
  {
    name: 'half a body',
    code: 'answer_cut',
    phases: ['answer'],
    proxied: true,
    trouble: { answer: ending(`${head}content-length: 9\r\n\r\nok`) },
  },
  {
    name: 'garbage instead of HTTP',
    code: 'answer_malformed',
    phases: ['answer'],
    proxied: true,
    trouble: { answer: ending('SSH-2.0-x\r\n') },
  },
  {
    name: 'slow drip',
    code: 'timeout_answer',
    phases: ['answer'],
    stalls: true,
    proxied: true,
    trouble: {
      answer: (connection) =>
        endlessly(connection, { first: `${head}content-length: 99999\r\n\r\n`, more: 'x', everyMs: 20 }),
    },
  },
]

const lying: Kind[] = [
  {
    name: 'length too long',
    code: 'answer_cut',
    phases: ['answer'],
    proxied: true,
    trouble: { answer: ending(`${head}content-length: 99\r\n\r\nok`) },
  },
  {
    name: 'length too short',
    code: 'accepted',
    phases: [],
    proxied: true,
    trouble: { answer: saying(`${head}content-length: 1\r\n\r\nok, and more`) },
  },
  {
    name: 'two lengths',
    code: 'answer_malformed',
    phases: ['answer'],
    proxied: true,
    trouble: { answer: saying(`${head}content-length: 2\r\ncontent-length: 5\r\n\r\nok`) },
  },
  {
    name: 'compressed bomb',
    code: 'accepted',
    phases: [],
    trouble: {
      answer: ({ tls }) => {
        tls.write(`${head}content-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n`)
        tls.write(bomb)
      },
    },
  },
  {
    name: 'body of 1 GB',
    code: 'accepted',
    phases: [],
    trouble: {
      answer: (connection) =>
        endlessly(connection, { first: `${head}content-length: 1000000000\r\n\r\n`, more: 'x'.repeat(65_536) }),
    },
  },
  {
    name: 'redirect in a circle',
    code: 'redirect',
    phases: [],
    proxied: true,
    trouble: { answer: saying('HTTP/1.1 307 Again\r\nlocation: /hook\r\ncontent-length: 0\r\n\r\n') },
  },
  {
    name: 'flood of headers',
    code: 'answer_headers_too_large',
    phases: ['answer'],
    trouble: {
      answer: (connection) => endlessly(connection, { first: head, more: `x-a: ${'y'.repeat(1000)}\r\n`.repeat(10) }),
    },
  },
  {
    name: 'flood of interim answers',
    code: 'answer_malformed',
    phases: ['answer'],
    trouble: {
      answer: (connection) => endlessly(connection, { first: '', more: 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(10) }),
    },
  },
  {
    name: 'flood of trailers',
    code: 'answer_cut',
    phases: ['answer'],
    trouble: {
      answer: (connection) =>
        endlessly(connection, {
          first: `${head}transfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n`,
          more: `x-a: ${'y'.repeat(1000)}\r\n`.repeat(10),
        }),
    },
  },
]

export const kinds: Kind[] = [...connecting, ...sending, ...answering, ...lying]
