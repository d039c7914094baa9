import type { Socket } from 'node:net'
import { ConnectError } from './connect-fault.ts'
import { proxyFaultCode } from './fault-codes.ts'

// As much as Node takes of an HTTP head.
const mostBytes = 16 * 1024

/** How many bytes a message has; `more`: that can't be told yet; `wrong`: it is none. */
export type Length = number | 'more' | 'wrong'

/**
 * Reads one message of a proxy, and not a byte more: what follows belongs to the receiver. Rejects with a ConnectError
 * where the proxy hangs up, talks too much or says what it should not.
 */
export function readMessage(socket: Socket, lengthOf: (bytes: Buffer) => Length): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let bytes: Buffer = Buffer.alloc(0)
    const stop = () => {
      socket.off('data', take).off('close', fail).off('error', fail)
      socket.pause()
    }
    const fail = () => {
      stop()
      reject(new ConnectError(proxyFaultCode))
    }
    const take = (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk])
      const length = lengthOf(bytes)
      const known = typeof length === 'number'
      // SECURITY: a proxy can't make this process keep more than a head.
      if (length === 'wrong' || (known ? length : bytes.length) > mostBytes) return fail()
      if (!known || length > bytes.length) return
      stop()
      if (bytes.length > length) socket.unshift(bytes.subarray(length))
      resolve(bytes.subarray(0, length))
    }
    if (socket.destroyed) return fail()
    socket.on('data', take).on('close', fail).on('error', fail)
    socket.resume()
  })
}
