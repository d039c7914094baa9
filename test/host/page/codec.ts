export interface Codec {
  encode: (value: unknown) => string
  decode: (text: string) => unknown
}

type Tagged = readonly [tag: string, ...rest: unknown[]]

/**
 * Turns values into text and back by the rules of structured clone, which is what Electron's IPC uses.
 * Its source text also runs in the page: it may use nothing from outside itself.
 */
export function makeCodec(): Codec {
  const errors = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError } as const
  const arrays: Readonly<Record<string, new (buffer: ArrayBuffer) => ArrayBufferView>> = {
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    DataView,
  }
  const tagOf = (value: unknown) => Object.prototype.toString.call(value).slice(8, -1)
  const uncloneable = () => new Error('An object could not be cloned.')
  const plainTags = new Set(['Object', 'Arguments', 'Module'])

  function toBase64(buffer: ArrayBufferLike, offset: number, length: number): string {
    const bytes = new Uint8Array(buffer, offset, length)
    let text = ''
    for (let i = 0; i < bytes.length; i += 32_768) text += String.fromCharCode(...bytes.subarray(i, i + 32_768))
    return btoa(text)
  }
  const fromBase64 = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0)).buffer

  function encode(root: unknown): string {
    const seen = new Map<object, number>()

    function write(value: unknown): unknown {
      if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
      if (typeof value === 'number') {
        if (Number.isFinite(value) && !Object.is(value, -0)) return value
        return ['number', Object.is(value, -0) ? '-0' : String(value)]
      }
      if (value === undefined) return ['undefined']
      if (typeof value === 'bigint') return ['bigint', String(value)]
      if (typeof value !== 'object') throw uncloneable()
      const index = seen.get(value)
      if (index !== undefined) return ['seen', index]
      seen.set(value, seen.size)
      return writeObject(value)
    }

    function writeObject(value: object): Tagged {
      if (Array.isArray(value)) return ['array', Array.from(value, write)]
      if (ArrayBuffer.isView(value)) {
        const kind = Object.hasOwn(arrays, tagOf(value)) ? tagOf(value) : 'Uint8Array'
        return ['view', kind, toBase64(value.buffer, value.byteOffset, value.byteLength)]
      }
      if (value instanceof ArrayBuffer) return ['buffer', toBase64(value, 0, value.byteLength)]
      if (value instanceof Date) return ['date', value.getTime()]
      if (value instanceof RegExp) return ['regexp', value.source, value.flags]
      if (value instanceof Map) return ['map', Array.from(value, ([key, item]) => [write(key), write(item)])]
      if (value instanceof Set) return ['set', Array.from(value, write)]
      if (value instanceof Error) return ['error', value.name, value.message, value.stack ?? '', write(value.cause)]
      if (!plainTags.has(tagOf(value))) throw uncloneable()
      return ['object', Object.entries(value).map(([key, item]) => [key, write(item)])]
    }
    return JSON.stringify(write(root))
  }

  function decode(text: string): unknown {
    const seen: unknown[] = []
    const keep = <T>(value: T): T => {
      seen.push(value)
      return value
    }

    function read(node: unknown): unknown {
      if (!Array.isArray(node)) return node
      const [tag, first, second, third, fourth] = node as [string, ...unknown[]]
      switch (tag) {
        case 'undefined':
          return undefined
        case 'number':
          return Number(first)
        case 'bigint':
          return BigInt(first as string)
        case 'seen':
          return seen[first as number]
        case 'date':
          return keep(new Date(first as number))
        case 'regexp':
          return keep(new RegExp(first as string, second as string))
        case 'buffer':
          return keep(fromBase64(first as string))
        case 'view':
          return keep(new (arrays[first as string] ?? Uint8Array)(fromBase64(second as string)))
        case 'error':
          return readError(first as string, second as string, third as string, fourth)
        default:
          return readCollection(tag, first as unknown[])
      }
    }

    // Each is kept before its contents are read, in the order in which encode() met them: cycles refer to it.
    function readCollection(tag: string, items: unknown[]): unknown {
      const pairs = items as [unknown, unknown][]
      if (tag === 'array') {
        const array = keep<unknown[]>([])
        for (const item of items) array.push(read(item))
        return array
      }
      if (tag === 'map') {
        const map = keep(new Map<unknown, unknown>())
        for (const [key, item] of pairs) map.set(read(key), read(item))
        return map
      }
      if (tag === 'set') {
        const set = keep(new Set<unknown>())
        for (const item of items) set.add(read(item))
        return set
      }
      const object = keep({})
      for (const [key, item] of pairs) {
        const value = read(item)
        // Not by assignment: a key may be __proto__.
        Object.defineProperty(object, key as string, { value, enumerable: true, configurable: true, writable: true })
      }
      return object
    }

    function readError(name: string, message: string, stack: string, cause: unknown): Error {
      const Kind = Object.hasOwn(errors, name) ? errors[name as keyof typeof errors] : Error
      const error = keep(new Kind(message))
      Object.defineProperty(error, 'stack', { value: stack, configurable: true, writable: true })
      const reason = read(cause)
      if (reason !== undefined) error.cause = reason
      return error
    }
    return read(JSON.parse(text))
  }
  return { encode, decode }
}
