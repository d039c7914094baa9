/**
 * Wraps what the host emulates of an Electron object: any other member throws with its name, so that a gap shows as
 * itself and not as a strange `undefined`. Members can be replaced, as tests do with dialogs.
 * Its source text also runs in the page: it may use nothing from outside itself.
 */
export function loud<T extends object>(name: string, emulated: T): T {
  // What `await`, JSON.stringify and module interop look for on any object.
  const asked = new Set(['then', 'toJSON', '__esModule', 'default'])
  return new Proxy(emulated, {
    get: (target, key, receiver) => {
      if (typeof key === 'symbol' || key in target || asked.has(key)) return Reflect.get(target, key, receiver)
      throw new Error(`the Electron host does not emulate ${name}.${key}`)
    },
  })
}

/** An export of Electron that the host has nothing of: every use of it throws with its name. */
export function absent(name: string): never {
  const fail = () => {
    throw new Error(`the Electron host does not emulate ${name}`)
  }
  const proxy: unknown = new Proxy(function notEmulated() {}, {
    get: (_target, key) => {
      if (typeof key === 'symbol' || key === 'then' || key === 'toJSON') return undefined
      throw new Error(`the Electron host does not emulate ${name}.${key}`)
    },
    apply: fail,
    construct: fail,
  })
  // `never` fits every type, so the list of exports can be checked against Electron's.
  return proxy as never
}
