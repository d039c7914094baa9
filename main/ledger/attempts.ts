import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { answerSchema, outcomeCodeSchema, sentSchema, type Sent, traceSchema } from '../../preload/contract/outcome.ts'
import { receiverKindSchema } from '../../preload/contract/receiver.ts'
import { flag, json, makeReader, type ReportUnreadable } from './read.ts'

/** What the words of a failure need beside its code. */
export const attemptDetailSchema = z.object({
  host: z.string(),
  status: z.number().nullable(),
  location: z.string().nullable(),
  retryAfterMs: z.number().nullable(),
  /** What the receiver's own rules made of the answer: which of them it was, and what it quoted. */
  verdict: z.object({ receiver: receiverKindSchema, reason: z.string(), said: z.string().nullable() }).optional(),
})
export type AttemptDetail = z.infer<typeof attemptDetailSchema>

const rowSchema = z.object({
  delivery_seq: z.number(),
  number: z.number(),
  manual: flag,
  /** 0 where the workstation's own trouble ended it. */
  counted: flag,
  started_at: z.number(),
  ended_at: z.number().nullable(),
  code: outcomeCodeSchema.nullable(),
  detail: json(attemptDetailSchema).nullable(),
  /** null: nothing was sent, or it is kept no more. The answer likewise. */
  sent: json(sentSchema).nullable(),
  trace: json(traceSchema).nullable(),
  answer: json(answerSchema).nullable(),
})
const seqSchema = z.object({ seq: z.number() })
export type AttemptRow = z.infer<typeof rowSchema>

export type AttemptEnd = Pick<AttemptRow, 'code' | 'detail' | 'trace' | 'answer'>

/** Statements of the attempt table, and of those that keep what was sent and answered. */
export function openAttempts(database: DatabaseSync, report: ReportUnreadable) {
  const read = makeReader('attempt', report)
  const open = database.prepare('INSERT INTO attempt (delivery_seq, number, manual, started_at) VALUES (?, ?, ?, ?)')
  const keepSent = database.prepare('INSERT INTO sent (attempt_seq, body) VALUES (?, ?)')
  const close = database.prepare(
    'UPDATE attempt SET ended_at = ?, code = ?, detail = ?, trace = ? WHERE delivery_seq = ? AND number = ? RETURNING seq',
  )
  const keepAnswer = database.prepare('INSERT INTO answer (attempt_seq, body) VALUES (?, ?)')
  const ofDelivery = database.prepare(
    `SELECT attempt.*, sent.body AS sent, answer.body AS answer FROM attempt
      LEFT JOIN sent ON sent.attempt_seq = attempt.seq LEFT JOIN answer ON answer.attempt_seq = attempt.seq
      WHERE delivery_seq = ? ORDER BY number`,
  )

  const text = (value: unknown) => (value === null ? null : JSON.stringify(value))

  return {
    /** Written before the first byte leaves: after a crash an open attempt may have arrived. */
    open: (deliverySeq: number, number: number, manual: boolean, sent: Sent | null, now: number): void => {
      const { lastInsertRowid } = open.run(deliverySeq, number, Number(manual), now)
      if (sent !== null) keepSent.run(lastInsertRowid, JSON.stringify(sent))
    },
    close: (deliverySeq: number, number: number, end: AttemptEnd, now: number): void => {
      const row = close.get(now, end.code, text(end.detail), text(end.trace), deliverySeq, number)
      if (row && end.answer !== null) keepAnswer.run(seqSchema.parse(row).seq, JSON.stringify(end.answer))
    },
    ofDelivery: (deliverySeq: number) => read.all(ofDelivery, rowSchema, deliverySeq),
  }
}
