import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Ledger, openLedger } from '../../../main/ledger/open.ts'
import type { Touched } from '../../../main/ledger/touched.ts'
import type { EventInput } from '../../../preload/contract/event.ts'
import type { WebhookDefinition } from '../../../preload/contract/webhook.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { aDefinition } from '../engine/samples.ts'

/** A ledger in a folder of its own, with a second connection to look at it, or to spoil it, from outside. */
export function openSample() {
  const folder = makeTempDir()
  const path = join(folder.path, 'ledger.sqlite')
  const commits: Touched[] = []
  const ledger = openLedger({ path, onCommit: (touched) => void commits.push(touched) })
  const unreadable: string[] = []
  ledger.onUnreadable((table, id, error) => void unreadable.push(`${table} ${id}: ${error.message}`))
  const outside = new DatabaseSync(path)
  return {
    path,
    ledger,
    outside,
    commits,
    unreadable,
    [Symbol.dispose]() {
      outside.close()
      ledger.close()
      folder.remove()
    },
  }
}

export function addWebhook(ledger: Ledger, id: string, definition: Partial<WebhookDefinition> = {}): void {
  const save = {
    id,
    definition: aDefinition({ name: id, ...definition }),
    urlShown: 'https://soar.example.com/',
    urlWhole: true,
    sealed: new Uint8Array([1]),
    signingUpdatedAt: null,
    signingPreviousUntil: null,
  }
  ledger.write(() => ledger.webhooks.insert(save, 0))
}

export function addEvent(
  ledger: Ledger,
  id: string,
  type: EventInput['type'] = 'security.critical',
  acceptedAt = 0,
): number {
  const seq = ledger.write(() =>
    ledger.events.insert({
      id,
      type,
      timestamp: '2026-11-23T10:00:00.000Z',
      data: { severity: 'critical', title: `Title of ${id}` },
      subject: null,
      source: 'manual',
      acceptedAt,
    }),
  )
  if (seq === null) throw new Error(`${id} is there already`)
  return seq
}

/** A file's bytes in short; null where there is no file. */
export const digest = (path: string): string | null =>
  existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : null
