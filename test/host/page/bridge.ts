/** How a value crosses between the two worlds of one page; what structured clone can do itself goes as it is. */
type Node =
  | { kind: 'plain'; value: unknown }
  | { kind: 'function'; id: number }
  | { kind: 'returned'; id: number }
  | { kind: 'promise'; id: number }
  | { kind: 'seen'; index: number }
  | { kind: 'error'; message: string }
  | { kind: 'array'; items: Node[] }
  | { kind: 'object'; entries: [string, Node][] }

type Reply = { ok: true; value: Node } | { ok: false; message: string }

type Message =
  | { type: 'call'; id: number; input: Node }
  | { type: 'request'; name: string; input: Node }
  | { type: 'settle'; id: number; ok: boolean; value: Node }
  | { type: 'reply'; reply: Reply }

type AnyFunction = (...args: unknown[]) => unknown

export interface Bridge {
  request(name: string, input: unknown): unknown
}

/**
 * The synchronous call between the page's world and the preload's, on which contextBridge stands. An event's detail is
 * structured-cloned when it is read from another world, and dispatchEvent() is synchronous; the event's name is secret.
 * Runs as source text in both worlds: it may use nothing from outside itself.
 */
export function makeBridge(
  secret: string,
  side: 'page' | 'preload',
  handlers: Record<string, (input: unknown) => unknown>,
): Bridge {
  const incoming = secret + side
  const outgoing = secret + (side === 'page' ? 'preload' : 'page')
  const functions = new Map<number, AnyFunction>()
  const promises = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>()
  const origins = new WeakMap<AnyFunction, number>()
  const unknownError =
    'An unknown exception occurred in the isolated context, an error occurred but a valid exception was not thrown.'
  let lastId = 0
  let reply: Reply | undefined

  function encode(value: unknown, seen = new Map<object, number>()): Node {
    if (typeof value === 'symbol') throw new TypeError('An object could not be cloned.')
    if (typeof value === 'function') {
      const origin = origins.get(value as AnyFunction)
      if (origin !== undefined) return { kind: 'returned', id: origin }
      functions.set(++lastId, value as AnyFunction)
      return { kind: 'function', id: lastId }
    }
    if (typeof value !== 'object' || value === null) return { kind: 'plain', value }
    const index = seen.get(value)
    if (index !== undefined) return { kind: 'seen', index }
    seen.set(value, seen.size)
    if (value instanceof Promise) {
      const id = ++lastId
      value.then(
        (result: unknown) => settle(id, true, result),
        (error: unknown) => settle(id, false, error),
      )
      return { kind: 'promise', id }
    }
    // Electron too keeps nothing of an error but its message, and nothing of an object but its own values.
    if (value instanceof Error) return { kind: 'error', message: value.message }
    if (Array.isArray(value)) return { kind: 'array', items: value.map((item) => encode(item, seen)) }
    if (Object.prototype.toString.call(value) === '[object Object]') {
      return { kind: 'object', entries: Object.entries(value).map(([key, item]) => [key, encode(item, seen)]) }
    }
    try {
      structuredClone(value)
    } catch {
      throw new TypeError('An object could not be cloned.')
    }
    return { kind: 'plain', value }
  }

  function decode(node: Node, seen: unknown[] = []): unknown {
    switch (node.kind) {
      case 'plain':
        if (typeof node.value === 'object' && node.value !== null) seen.push(node.value)
        return node.value
      case 'returned':
        return functions.get(node.id)
      case 'function': {
        const proxy: AnyFunction = (...args) => ask({ type: 'call', id: node.id, input: encode(args) })
        origins.set(proxy, node.id)
        return proxy
      }
      case 'seen':
        return seen[node.index]
      case 'error':
        return seen[seen.push(new Error(node.message)) - 1]
      case 'promise': {
        const { promise, resolve, reject } = Promise.withResolvers<unknown>()
        promises.set(node.id, { resolve, reject })
        seen.push(promise)
        return promise
      }
      case 'array': {
        const array: unknown[] = []
        seen.push(array)
        for (const item of node.items) array.push(decode(item, seen))
        return array
      }
      case 'object': {
        const object = {}
        seen.push(object)
        for (const [key, item] of node.entries) {
          const value = decode(item, seen)
          Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
        }
        return object
      }
    }
  }

  function settle(id: number, ok: boolean, value: unknown) {
    try {
      post({ type: 'settle', id, ok, value: encode(value) })
    } catch {
      post({ type: 'settle', id, ok: false, value: { kind: 'error', message: 'An object could not be cloned.' } })
    }
  }

  function post(message: Message): Reply | undefined {
    // Calls nest: a callback of the other side may come in before its reply does.
    const outer = reply
    reply = undefined
    window.dispatchEvent(new CustomEvent(outgoing, { detail: message }))
    const mine = reply as Reply | undefined
    reply = outer
    return mine
  }

  function ask(message: Message): unknown {
    const answered = post(message)
    if (!answered?.ok) throw new Error(answered?.message ?? unknownError)
    return decode(answered.value)
  }

  function answer(message: Exclude<Message, { type: 'reply' }>): Reply {
    if (message.type === 'settle') {
      const promise = promises.get(message.id)
      promises.delete(message.id)
      if (message.ok) promise?.resolve(decode(message.value))
      else promise?.reject(decode(message.value))
      return { ok: true, value: { kind: 'plain', value: undefined } }
    }
    try {
      const input = decode(message.input)
      const result =
        message.type === 'call' ? functions.get(message.id)?.(...(input as unknown[])) : handlers[message.name]?.(input)
      return { ok: true, value: encode(result) }
    } catch (error) {
      return { ok: false, message: error instanceof Error ? error.message : unknownError }
    }
  }

  window.addEventListener(incoming, (event) => {
    event.stopImmediatePropagation()
    const message = (event as CustomEvent<Message>).detail
    if (message.type === 'reply') reply = message.reply
    else window.dispatchEvent(new CustomEvent(outgoing, { detail: { type: 'reply', reply: answer(message) } }))
  })
  return { request: (name, input) => ask({ type: 'request', name, input: encode(input) }) }
}
