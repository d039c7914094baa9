import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

const opcodes = { text: 1, close: 8, ping: 9, pong: 10 }

/** Answers a WebSocket handshake and speaks text frames: as much of RFC 6455 as one trusted local client needs. */
export function acceptWebSocket(request: IncomingMessage, socket: Duplex, onText: (text: string) => void) {
  const key = `${request.headers['sec-websocket-key'] ?? ''}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`
  const accept = createHash('sha1').update(key).digest('base64')
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  )
  const send = (opcode: number, payload: Buffer) => {
    if (!socket.writable) return
    socket.write(header(opcode, payload.length))
    socket.write(payload)
  }
  let message: Buffer[] = []
  onFrames(socket, ({ opcode, final, payload }) => {
    if (opcode === opcodes.close) socket.destroy()
    else if (opcode === opcodes.ping) send(opcodes.pong, payload)
    else if (opcode < opcodes.close) {
      message.push(payload)
      if (!final) return
      const text = Buffer.concat(message).toString('utf8')
      message = []
      onText(text)
    }
  })
  return { sendText: (text: string) => send(opcodes.text, Buffer.from(text)) }
}

function header(opcode: number, length: number): Buffer {
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10)
  head[0] = 0x80 | opcode
  head[1] = length < 126 ? length : length < 65_536 ? 126 : 127
  if (head.length === 4) head.writeUInt16BE(length, 2)
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2)
  return head
}

interface Frame {
  opcode: number
  final: boolean
  payload: Buffer
}

function onFrames(socket: Duplex, deliver: (frame: Frame) => void) {
  let chunks: Buffer[] = []
  let have = 0
  let need = 2
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    have += chunk.length
    // A large message arrives in many chunks: joining them only when it is complete keeps that linear.
    if (have < need) return
    let bytes = Buffer.concat(chunks)
    for (;;) {
      const size = frameSize(bytes)
      if (bytes.length < size.total) {
        need = size.total
        break
      }
      deliver(readFrame(bytes, size))
      bytes = bytes.subarray(size.total)
    }
    chunks = [bytes]
    have = bytes.length
  })
}

interface FrameSize {
  total: number
  start: number
}

/** `total` is how many bytes the frame has, or, as long as its header is incomplete, how many to wait for. */
function frameSize(bytes: Buffer): FrameSize {
  if (bytes.length < 2) return { total: 2, start: 2 }
  const short = bytes.readUInt8(1) & 127
  const lengthEnd = short === 127 ? 10 : short === 126 ? 4 : 2
  if (bytes.length < lengthEnd) return { total: lengthEnd, start: lengthEnd }
  const length = short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short
  const start = lengthEnd + (bytes.readUInt8(1) & 128 ? 4 : 0)
  return { total: start + length, start }
}

function readFrame(bytes: Buffer, { total, start }: FrameSize): Frame {
  const first = bytes.readUInt8(0)
  const payload = Buffer.from(bytes.subarray(start, total))
  if (bytes.readUInt8(1) & 128) {
    const mask = bytes.subarray(start - 4, start)
    for (let i = 0; i < payload.length; i++) payload[i] = payload.readUInt8(i) ^ mask.readUInt8(i & 3)
  }
  return { opcode: first & 15, final: (first & 128) !== 0, payload }
}
