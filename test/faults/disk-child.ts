import { z } from 'zod'
import { openApp } from '../support/plain-app.ts'

// The app on a data folder, in a process of its own that its disk can be taken from: answers commands as to a window.

const askSchema = z.object({ id: z.number(), name: z.string(), input: z.unknown() })
const [folder] = process.argv.slice(2)
if (folder === undefined || !process.send) throw new Error('Started by test/faults/disk-app.ts only.')

// Troubles are what these runs are about: what is logged of them is no fault.
const app = openApp({ folder, onError: () => {} })

process.on('message', (message) => {
  if (message === 'close') return void app.close().finally(() => process.disconnect())
  const { id, name, input } = askSchema.parse(message)
  void app.answer(name, input).then((reply) => process.send?.({ id, reply }))
})
process.send('ready')
