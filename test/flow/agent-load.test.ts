import { expect, test } from 'vitest'
import { openWorkstation, type Workstation } from '../support/workstation.ts'

const minute = 60_000
const many = 10_000

/** Each agent reports, a few hundred per turn as a busy source hands them over. */
async function reportAll(station: Workstation, from = 0): Promise<void> {
  for (let first = from; first < many; first += 500) {
    const beats = Array.from({ length: Math.min(500, many - first) }, (_each, index) => {
      const number = String(first + index).padStart(5, '0')
      const agent = { id: `agt-${number}`, name: `WS-${number}` }
      return station.engine().observe({ kind: 'heartbeat', agent, source: 'http' })
    })
    await Promise.all(beats)
  }
}

/** How long `run` takes for each agent, in µs of real time. */
async function microsecondsEach(run: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await run()
  return ((performance.now() - start) * 1000) / many
}

const told = async (station: Workstation) => (await station.call('app.snapshot', {})).agents

test('10,000 agents that report cost one timer and little time; when they fall silent each is told of once', async ({
  annotate,
}) => {
  await using station = await openWorkstation()
  await station.pass(2 * minute)
  const others = station.clock.pending().length
  const first = await microsecondsEach(() => reportAll(station))
  expect(station.clock.pending()).toHaveLength(others + 1)

  let each = 0
  for (let round = 0; round < 6; round += 1) {
    await station.pass(minute)
    each = await microsecondsEach(() => reportAll(station))
  }
  expect(await told(station)).toEqual({ online: many, offline: 0 })
  expect(station.clock.pending()).toHaveLength(others + 1)

  // All but the last ten are silent from now on: judged in batches, between which others have their turn.
  const start = performance.now()
  await station.pass(4 * minute)
  await reportAll(station, many - 10)
  for (let pass = 0; pass < 420; pass += 1) {
    await station.pass(minute / 60)
    if (station.clock.now() % minute === 0) await reportAll(station, many - 10)
  }
  const silence = performance.now() - start
  expect(await told(station)).toEqual({ online: 10, offline: many - 10 })
  const events = await station.call('events.page', { limit: 200 })
  expect(new Set(events.map(({ subject }) => subject)).size).toBe(200)

  const page = performance.now()
  const rows = await station.call('agents.page', { state: 'offline', search: '09989' })
  const search = performance.now() - page
  expect(rows.map(({ name }) => name)).toEqual(['WS-09989'])
  await annotate(
    `a first sign ${first.toFixed(0)} µs, each further ${each.toFixed(0)} µs; ${many} fall silent in ${silence.toFixed(0)} ms; a search ${search.toFixed(1)} ms`,
  )
  // Far above what it takes, and far below what one timer or one query per agent would.
  expect(each).toBeLessThan(1000)
  expect(search).toBeLessThan(250)
}, 120_000)
