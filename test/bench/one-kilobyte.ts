import type { EventInput } from '../../preload/contract/event.ts'

/** An event whose body is about 1 KB as JSON. */
export const oneKilobyte: EventInput = {
  type: 'security.critical',
  data: { severity: 'critical', title: 'Credential dumping detected', description: 'x'.repeat(820), test: true },
}

/** What a sender without an engine sends: as many bytes as the engine's body has. */
export const oneKilobyteBody = JSON.stringify({
  id: 'evt_00000000000000000000000000',
  type: oneKilobyte.type,
  timestamp: '2026-11-23T10:42:17.123Z',
  data: oneKilobyte.data,
})
