/**
 * One part of a file that may be an event: a line, or a JSON value. `end` and `endLine`: the byte behind it and the line
 * that is on, where reading can go on. `cut`: the file ends within the part, which begins there. `problem`: why there is
 * no text.
 */
export type Part = { line: number; end: number; endLine: number; cut?: Place } & (
  | { text: string }
  | { problem: string }
)

export type Place = { position: number; line: number }

/** How each problem begins that is only one until the file goes on. */
export const endsEarly = 'The file ends'

/** Cuts what it is given, chunk by chunk, into parts. `finish` answers what is left at the end of the file. */
export type Splitter = { push: (chunk: Uint8Array) => Part[]; finish: () => Part[] }

/** SECURITY: more than this is never held of one part: an event's data has at most 256 KiB. */
export const longestPart = 1024 * 1024

export const tooLong = 'It is longer than 1 MiB. An event has at most 256 KiB.'

const decoder = new TextDecoder('utf-8', { fatal: true })

/** The text of a part, or what is wrong with its bytes. */
export function decode(pieces: readonly Uint8Array[]): { text: string } | { problem: string } {
  try {
    return { text: decoder.decode(Buffer.concat(pieces)) }
  } catch {
    return { problem: 'It is not written in UTF-8. Save the file as UTF-8.' }
  }
}
