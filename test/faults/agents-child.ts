import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { openAgentMonitor } from '../../main/agents/monitor.ts'
import { alwaysUp, noProxies } from '../../main/engine/effects.ts'
import { openEngine } from '../../main/engine/open.ts'
import { openLedger } from '../../main/ledger/open.ts'
import { settingsSchema } from '../../preload/contract/settings.ts'
import { makeFakeClock } from '../support/fake-clock.ts'
import { secrets } from '../support/plain-app.ts'

// Time is run through, so that agents fall silent as fast as the disk takes it: until this process is killed, they all
// report, and then none of them does.
const [folder = '', begins = '0', agents = '0', rounds = '0'] = process.argv.slice(2)
const clock = makeFakeClock(Number(begins))
const settings = settingsSchema.parse({ agents: { silenceSeconds: 10, holdOffSeconds: 0, graceSeconds: 0 } })
const log = { error: (what: string, error: unknown) => console.error(what, error) }

const ledger = openLedger({ path: join(folder, 'ledger.sqlite'), onCommit: () => {} })
const monitor = openAgentMonitor({ ledger, clock, network: alwaysUp, settings: () => settings.agents, log })
const engine = openEngine({
  ledger,
  clock,
  secrets,
  send: () => Promise.reject(new Error('there is no webhook')),
  dropIdle: () => {},
  network: alwaysUp,
  proxies: noProxies,
  random: Math.random,
  settings: () => settings.delivery,
  log,
  observers: [monitor.observe],
})
engine.start()
monitor.start(engine.follow)
process.stdout.write('begun\n')

for (let round = 0; round < Number(rounds); round += 1) {
  clock.advance(1000)
  await Promise.all(Array.from({ length: Number(agents) }, (_each, index) => report(`agt-${index}`)))
  for (let second = 0; second < 12 || ledger.agents.counts().online > 0; second += 1) {
    clock.advance(1000)
    await engine.idle()
    await nextTurn()
  }
}
await monitor.close()
await engine.close(0)
ledger.close()

function report(id: string): Promise<void> {
  return engine.observe({ kind: 'heartbeat', agent: { id, name: `name of ${id}` }, source: 'http' })
}
