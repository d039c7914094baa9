import { createServer } from 'node:https'
import { parentPort, workerData } from 'node:worker_threads'

// The thread of counting-receiver.ts.
const { cert, key, counts } = workerData as { cert: string; key: string; counts: Int32Array }

const server = createServer({ cert, key, keepAliveTimeout: 0 }, (request, response) => {
  if (request.url === '/hold') return void Atomics.add(counts, 0, 1)
  request.resume().on('end', () => response.end('ok'))
})
server.on('connection', (socket) => {
  Atomics.add(counts, 1, 1)
  socket.on('error', () => {})
  socket.on('close', () => Atomics.sub(counts, 1, 1))
})
server.listen(0, '127.0.0.1', () => parentPort?.postMessage(server.address(), []))
