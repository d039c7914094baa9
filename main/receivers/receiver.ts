import type { SecurityEvent } from '../../preload/contract/event.ts'
import type { Failure, Success } from '../../preload/contract/outcome.ts'
import type { ReceiverField, ReceiverKind } from '../../preload/contract/receiver.ts'
import type { Words } from '../failure-words.ts'
import type { Json } from '../templates/json.ts'

/** One input beyond the URL. `check` answers what is wrong with a value that is not empty, or null. */
export type Field<Name extends string = string> = ReceiverField & {
  name: Name
  /** Spaces at its ends belong to it, as they may to a password. Around anything else they were pasted along. */
  exact?: true
  check?: (value: string) => string | null
}

/** The values of all its fields; '' where nothing was entered. */
export type Values<Name extends string = string> = Readonly<Record<Name, string>>

/**
 * What a pasted URL says. `url`: completed where only a host was pasted; `when`: only where these fields have these values,
 * which it doesn't tell. `fields`: what it tells of them.
 */
export type Fits =
  | { kind: 'fits'; url: string; fields: Record<string, string>; when?: ReceiverField['when'] }
  | { kind: 'retired'; words: string }

/** An answer as it is judged. `json`: undefined where the text is none, or was cut. */
export type Judged<Name extends string = string> = {
  /** What was sent to: one system may have several APIs, and a success means another thing at each. */
  values: Values<Name>
  status: number
  header: (name: string) => string | undefined
  text: string
  json: unknown
}

/** One answer this system is known to give, how it is told, what it means. */
export type AnswerRule<Name extends string = string> = {
  /** Unique in its receiver; kept with the attempt, so that words can be bettered later. */
  reason: string
  /** Whether this is it; a text is what the answer said that is worth telling: a ticket's number, a field's complaint. */
  matches(answer: Judged<Name>): boolean | string
  /** As it looks, and what of the fields is not as it is initially where it comes; the tests judge it. */
  sample: { status: number; headers?: Record<string, string>; body: string; values?: Record<string, string> }
} & (
  | {
      outcome: Success
      /** One sentence; {said} and {host} are filled in. */
      tells: string
    }
  | {
      outcome: Failure
      /** {said}, {host} and {status} are filled in. */
      words: Words
    }
)

export type Limits = {
  /** Of the whole body, in bytes of UTF-8. */
  bytes: number
  /** Of the text at this place of the body, in characters; null: no limit of its own. */
  characters(path: Path): number | null
  /** What the form presets as the webhook's rate limit, in requests a minute; null: none is known. Sending doesn't ask it. */
  perMinute: number | null
}

/** Where a text stands in the body's tree: keys and indexes, outermost first. */
export type Path = readonly (string | number)[]

/** A body as it goes on the wire. */
export type Packed = { contentType: string; body: string }

/** One kind of system at the other end. Everything that is particular to it is in its one file. */
export type Receiver<Kind extends ReceiverKind = ReceiverKind, Name extends string = string> = {
  kind: Kind
  /** As its maker writes it. */
  name: string
  urlExample: string
  /** Steps in the other system, before there is a URL to paste. */
  setUp: readonly string[]
  /** What its documentation leaves open: not seen on a real system. */
  unconfirmed: readonly string[]
  /** In the order the form shows them. At most four inputs, the URL among them, are required. */
  fields: readonly Field<Name>[]
  /** What these values lack together, by field; {} where nothing does. Required fields are looked at before. */
  check(values: Values<Name>, url: URL): Partial<Record<Name | 'url', string>>
  /** null: not one of its URLs. */
  recognise(url: URL): Fits | null
  /** Whether requests are signed unless the analyst says otherwise. */
  signs: boolean
  /** Headers that say who is calling. All their values are secret. */
  credentials(values: Values<Name>): [string, string][]
  /**
   * Its other headers, none of them secret. `deliveryId` is the same for each attempt and redelivery: a dedup key. An
   * event's id is none, as another webhook may send the same event there with another body.
   */
  headers(values: Values<Name>, deliveryId: string): [string, string][]
  /** The body it is sent: a template like those an analyst writes. */
  template(values: Values<Name>): Json
  /** Makes a text of the event harmless at its place: no mention, no markup, no header of its own. */
  escape(text: string, path: Path, values: Values<Name>): string
  /** Whether a null may stand in the body; otherwise its key is left out. */
  takesNull: boolean
  limits: Limits
  /** The rendered tree as it goes on the wire. */
  pack(tree: Json, event: SecurityEvent, values: Values<Name>): Packed
  /** How a second delivery of an event is kept from making a second ticket; null: it isn't. */
  dedup: string | null
  /** In order: the first that matches decides; where none does, the status does. */
  answers: readonly AnswerRule<Name>[]
  /** The URL for display, with dots for the parts that let anybody send to it. */
  mask(url: URL): string
}
