import type { Chance } from '../seeded-random.ts'
import type { Entry } from '../record.ts'
import type { Internet } from './internet.ts'
import { moods } from './moods.ts'
import type { Observer } from './observer.ts'
import type { Station } from './station.ts'
import type { SimTime } from './time.ts'
import type { Watch } from './watch.ts'
import type { FakeNetwork } from '../../support/fake-network.ts'

type Sides = {
  station: Station
  observer: Observer
  internet: Internet
  network: FakeNetwork
  watch: Watch
  time: SimTime
  chance: Chance
  asked: readonly string[]
  write: (entry: Entry) => void
  say: (line: string) => void
  disturbed: () => void
  untilQuiet: () => Promise<void>
}

const minute = 60_000
const hour = 60 * minute
const zones = ['UTC', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia', 'Europe/Berlin']

/** All that can happen to a workstation and its receivers. */
export function makeTroubles(sides: Sides) {
  const { station, observer, internet, network, watch, time, chance, asked, write, say, disturbed, untilQuiet } = sides
  let crashed = false
  let full = false
  let setAt = Number.NEGATIVE_INFINITY

  function setNetwork(state: 'up' | 'down' | 'asleep'): void {
    write({ kind: 'network', at: time.real(), state })
    network.set(state)
  }

  /** Somebody sets the clock; `unseen`: while nobody looks at it. */
  function setClock(unseen: boolean): void {
    const by = chance.pick([-3 * hour, -10 * minute, -3000, -500, 500, 3000, 10 * minute, 3 * hour])
    say(`${time.real()} the clock is set by ${by}`)
    write({ kind: 'clock', at: time.real(), by, ...(unseen ? { unseen } : {}) })
    time.set(by)
    setAt = time.monotonic()
  }

  function crash(): void {
    if (crashed) return
    crashed = true
    say(`${time.real()} crash`)
    station.crash()
    internet.dropAll()
    watch.crashed()
    write({ kind: 'crash', at: time.real() })
  }

  async function restart(): Promise<void> {
    await untilQuiet()
    if (!crashed) return
    crashed = false
    if (chance.maybe(0.3)) time.sleep(chance.between(0, 2 * hour))
    if (chance.maybe(0.1)) setClock(true)
    say(`${time.real()} start`)
    disturbed()
    station.start()
    watch.resumes(observer.overdue())
    try {
      station.begin()
    } catch (error) {
      // A disk that is full at the start: the app says so, and is started again.
      say(`  start failed: ${String(error)}`)
      station.refuse(null)
      station.crash()
      station.start()
      station.begin()
    }
  }

  /** `broken`: these were on their way when the network went, and have had no time to wait. */
  function back(broken: ReadonlySet<string> = new Set()): void {
    disturbed()
    watch.resumes(new Set([...observer.overdue(), ...broken]))
    setNetwork('up')
  }

  return {
    mayStart: () => network.state() === 'up' && !full && !crashed,
    crashed: () => crashed,
    restart,
    back,
    actions: {
      mood: () => {
        if (asked.length === 0) return
        const [webhook, mood] = [chance.pick(asked), chance.pick(moods)]
        say(`${time.real()} ${webhook} is ${mood}`)
        internet.setMood(webhook, mood)
      },
      crash,
      crashInsideClaim: () => station.crashInsideClaim(crash),
      crashAtAnswer: () => internet.onAnswer(crash),
      fillDisk: () => {
        if (full) return
        const how = chance.pick(['begin', 'commit'] as const)
        const ms = chance.between(1, 20_000)
        say(`${time.real()} the disk is full (${how}) for ${ms} ms`)
        full = true
        station.refuse(how)
        time.after(ms, () => {
          disturbed()
          full = false
          station.refuse(null)
        })
      },
      breakProxy: () => {
        const code = chance.pick(['UNREACHABLE', 'AUTH', 'DENIED', 'TLS', 'FAULT'])
        say(`${time.real()} the proxy fails: ${code}`)
        watch.apart()
        internet.setProxyFault(`ECASTELLAN_PROXY_${code}`)
        write({ kind: 'proxy', at: time.real(), fault: code })
        time.after(chance.between(1, 10 * minute), () => {
          disturbed()
          internet.setProxyFault(null)
          write({ kind: 'proxy', at: time.real(), fault: null })
        })
      },
      lockKeyring: () => {
        say(`${time.real()} the keyring is locked`)
        watch.apart()
        station.lock(true)
        write({ kind: 'keyring', at: time.real(), locked: true })
        time.after(chance.between(1, 10 * minute), () => {
          disturbed()
          station.lock(false)
          write({ kind: 'keyring', at: time.real(), locked: false })
        })
      },
      unplug: () => {
        say(`${time.real()} unplugged`)
        internet.unplug()
        setNetwork('down')
      },
      /** A cable that is out for a moment, while requests are under way. */
      blink: () => {
        if (network.state() !== 'up') return
        say(`${time.real()} unplugged for a moment`)
        const broken = observer.underWay()
        internet.unplug()
        setNetwork('down')
        internet.plugIn()
        back(broken)
      },
      plugIn: () => {
        if (internet.pluggedIn()) return
        say(`${time.real()} plugged in`)
        internet.plugIn()
        back()
      },
      sleep: async () => {
        if (network.state() !== 'up') return
        // A clock that is set in the moment before can't be told from the sleep.
        if (time.monotonic() - setAt < minute) return
        const ms = chance.pick([1000, minute, 20 * minute, 8 * hour])
        say(`${time.real()} sleeps for ${ms}`)
        setNetwork('asleep')
        await untilQuiet()
        internet.unplug()
        time.sleep(ms)
        if (chance.maybe(0.1)) setClock(true)
        internet.plugIn()
        back()
      },
      /** A sleep nobody tells of: connections are dead afterwards, and the clock has run on. */
      nap: async () => {
        if (network.state() !== 'up') return
        const ms = chance.pick([3 * minute, hour])
        say(`${time.real()} naps for ${ms}`)
        disturbed()
        internet.unplug()
        time.sleep(ms)
        internet.plugIn()
      },
      setClock: () => {
        disturbed()
        setClock(false)
      },
      changeZone: () => {
        process.env['TZ'] = chance.pick(zones)
      },
    },
  }
}
