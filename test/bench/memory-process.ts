import { asContender, openEngineUnderLoad } from './engine-under-load.ts'
import { startRemoteReceiver } from './remote-receiver.ts'

// Runs with --expose-gc, in a process of its own, so that nothing else is in its memory. Tells { deliveries, rss, heap }
// (bytes, after a collection) after each of the counts it is given.

const webhooks = 8
const receiver = await startRemoteReceiver()
const urls = Array.from({ length: webhooks }, () => receiver.url)
const engine = asContender(await openEngineUnderLoad({ ca: receiver.ca, urls }), webhooks)
let deliveries = 0
for (const count of process.argv.slice(2).map(Number)) {
  // In portions, for no workstation is fired at for a minute without a breath.
  while (deliveries < count) {
    const portion = Math.min(4000, count - deliveries)
    await engine.send(portion)
    deliveries += portion
  }
  globalThis.gc?.()
  await new Promise(setImmediate)
  globalThis.gc?.()
  const { rss, heapUsed } = process.memoryUsage()
  process.send?.({ deliveries, rss, heap: heapUsed })
}
await engine.close()
receiver.close()
process.disconnect()
