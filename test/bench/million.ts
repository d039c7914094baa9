import { asContender, openEngineUnderLoad } from './engine-under-load.ts'
import { fillLedger } from './fill-ledger.ts'
import { atLeast, type Part } from './part.ts'
import { race } from './race.ts'
import { startRemoteReceiver } from './remote-receiver.ts'

const webhooks = 8

export const million: Part = {
  title: 'throughput with an empty ledger and with 1,000,000 deliveries in it',
  async measure(scale) {
    const receiver = await startRemoteReceiver()
    const { ca } = receiver
    const urls = Array.from({ length: webhooks }, () => receiver.url)
    const fill = (path: string, ids: string[]) => fillLedger(path, ids, Math.ceil(1_000_000 * scale))
    const contenders = {
      empty: asContender(await openEngineUnderLoad({ ca, urls }), webhooks),
      full: asContender(await openEngineUnderLoad({ ca, urls, fill }), webhooks),
    }
    const rates = await race(contenders, { requests: Math.ceil(2000 * scale), rounds: scale < 1 ? 1 : 9 })
    await contenders.empty.close()
    await contenders.full.close()
    receiver.close()
    return {
      rows: {
        'empty ledger': { 'requests/s': Math.round(rates.of('empty')) },
        '1,000,000 deliveries': { 'requests/s': Math.round(rates.of('full')) },
      },
      targets: [atLeast('throughput with 1,000,000 deliveries to that with none', rates.ratio('full', 'empty'), 0.9)],
      notes: ['Each of them with an attempt; with an event of 1 KB for every 8.'],
    }
  },
}
