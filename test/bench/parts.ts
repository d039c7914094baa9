import { bridge } from './bridge.ts'
import { intake } from './intake.ts'
import { isolation } from './isolation.ts'
import { latency } from './latency.ts'
import { memory } from './memory.ts'
import { million } from './million.ts'
import { pages } from './pages.ts'
import type { Part } from './part.ts'
import { throughput } from './throughput.ts'

/** All that `npm run bench` measures, in this order, by the name it is asked for by. */
export const parts: Record<string, Part> = { throughput, latency, intake, isolation, million, pages, bridge, memory }
