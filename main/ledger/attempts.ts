import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { answerSchema, outcomeCodeSchema, sentSchema, type Sent, traceSchema } from '../../preload/contract/outcome.ts'
import { flag, json, makeReader, type ReportUnreadable } from './read.ts'

/** What the words of a failure need beside its code. */
export const attemptDetailSchema = z.object({
  host: z.string(),
  status: z.number().nullable(),
  location: z.string().nullable(),
  retryAfterMs: z.number().nullable(),
})
export type AttemptDetail = z.infer<typeof attemptDetailSchema>

const rowSchema = z.object({
  delivery_seq: z.number(),
  number: z.number(),
  manual: flag,
  started_at: z.number(),
  ended_at: z.number().nullable(),
  code: outcomeCodeSchema.nullable(),
  detail: json(attemptDetailSchema).nullable(),
  sent: json(sentSchema).nullable(),
  trace: json(traceSchema).nullable(),
  answer: json(answerSchema).nullable(),
})
export type AttemptRow = z.infer<typeof rowSchema>

export type AttemptEnd = Pick<AttemptRow, 'code' | 'detail' | 'trace' | 'answer'>

/** Statements of the attempt table. */
export function openAttempts(database: DatabaseSync, report: ReportUnreadable) {
  const read = makeReader('attempt', report)
  const open = database.prepare(
    'INSERT INTO attempt (delivery_seq, number, manual, started_at, sent) VALUES (?, ?, ?, ?, ?)',
  )
  const close = database.prepare(
    `UPDATE attempt SET ended_at = ?, code = ?, detail = ?, trace = ?, answer = ?
      WHERE delivery_seq = ? AND number = ?`,
  )
  const ofDelivery = database.prepare('SELECT * FROM attempt WHERE delivery_seq = ? ORDER BY number')

  const text = (value: unknown) => (value === null ? null : JSON.stringify(value))

  return {
    /** Written before the first byte leaves: after a crash an open attempt may have arrived. */
    open: (deliverySeq: number, number: number, manual: boolean, sent: Sent | null, now: number) =>
      void open.run(deliverySeq, number, Number(manual), now, text(sent)),
    close: (deliverySeq: number, number: number, end: AttemptEnd, now: number) =>
      void close.run(now, end.code, text(end.detail), text(end.trace), text(end.answer), deliverySeq, number),
    ofDelivery: (deliverySeq: number) => read.all(ofDelivery, rowSchema, deliverySeq),
  }
}
