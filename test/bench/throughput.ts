import { openBullmqAxios } from './bullmq-axios.ts'
import type { Contender } from './contender.ts'
import { asContender, openEngineUnderLoad } from './engine-under-load.ts'
import { atLeast, type Part, type Row } from './part.ts'
import { race } from './race.ts'
import { openRawAxios } from './raw-axios.ts'
import { openRawUndici } from './raw-undici.ts'
import { startRemoteReceiver } from './remote-receiver.ts'

const names = {
  undici: 'raw undici pool',
  axios: 'raw axios, keep-alive agent',
  everysec: 'BullMQ + Redis (appendfsync everysec) + axios',
  always: 'BullMQ + Redis (appendfsync always) + axios',
  engine: 'this engine: signed; accept, claim, settle synced to disk',
} as const

/** 8 webhooks × 8 requests = 64 at a time, as the others. */
const webhooks = 8

export const throughput: Part = {
  title: '1 KB, 64 at a time, one HTTPS receiver in another process',
  async measure(scale) {
    const receiver = await startRemoteReceiver()
    const urls = Array.from({ length: webhooks }, () => receiver.url)
    const everysec = await openBullmqAxios(receiver, 'everysec')
    const always = await openBullmqAxios(receiver, 'always')
    const contenders: Record<string, Contender> = {
      [names.undici]: openRawUndici(receiver),
      [names.axios]: openRawAxios(receiver),
      ...(everysec && always ? { [names.everysec]: everysec, [names.always]: always } : {}),
      [names.engine]: asContender(await openEngineUnderLoad({ ca: receiver.ca, urls }), webhooks),
    }
    const rates = await race(contenders, { requests: Math.ceil(6000 * scale), rounds: scale < 1 ? 1 : 5 })
    for (const contender of Object.values(contenders)) await contender.close()
    receiver.close()
    const rows = Object.values(names).map((name): [string, Row] => {
      if (contenders[name] === undefined) return [name, { 'requests/s': 'no redis-server here' }]
      const toAxios = Number(rates.ratio(name, names.axios).toFixed(2))
      return [name, { 'requests/s': Math.round(rates.of(name)), 'to raw axios': toAxios }]
    })
    return {
      rows: Object.fromEntries(rows),
      targets: [
        atLeast('this engine to raw axios', rates.ratio(names.engine, names.axios), 2),
        atLeast('this engine to raw undici', rates.ratio(names.engine, names.undici), 0.5),
        ...(everysec
          ? [atLeast('this engine to BullMQ (everysec)', rates.ratio(names.engine, names.everysec), 4)]
          : []),
      ],
      notes: [
        'Redis loses up to a second of jobs at a power cut with everysec, its default; the engine loses none.',
        'BullMQ signs nothing, and keeps neither what was sent nor what was answered.',
      ],
    }
  },
}
