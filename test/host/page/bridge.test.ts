import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { makeBridge } from './bridge.ts'

type Api = Record<string, (...args: unknown[]) => unknown>

// Both worlds of a page share its event target; that is all the bridge needs of them.
let exposed: Api

function expose(api: object): Api {
  makeBridge('secret:', 'page', {
    expose: (input) => {
      exposed = input as Api
    },
  })
  makeBridge('secret:', 'preload', {}).request('expose', api)
  return exposed
}

beforeEach(() => vi.stubGlobal('window', new EventTarget()))
afterEach(() => vi.unstubAllGlobals())

describe('the bridge between the worlds of a page', () => {
  test('a function is called in the other world and answers at once', () => {
    expect(expose({ add: (a: number, b: number) => a + b })['add']?.(2, 3)).toBe(5)
  })

  test('a callback comes back to where it was given', () => {
    const heard: unknown[] = []
    const { listen } = expose({
      listen: (callback: (text: string) => void) => {
        callback('now')
        return () => callback('later')
      },
    })
    const stop = listen?.((text: unknown) => heard.push(text)) as () => void
    stop()
    expect(heard).toEqual(['now', 'later'])
  })

  test('a function that returns home is itself', () => {
    const mine = () => 1
    expect(expose({ same: (given: unknown) => given })['same']?.(mine)).toBe(mine)
  })

  test('a promise settles with its value, and fails with its message alone', async () => {
    const { load, fail } = expose({
      load: async () => await Promise.resolve({ deep: [1] }),
      fail: async () => await Promise.reject(Object.assign(new TypeError('no'), { secret: 1 })),
    })
    await expect(load?.()).resolves.toEqual({ deep: [1] })
    await expect(fail?.()).rejects.toMatchObject({ message: 'no' })
    await expect(fail?.()).rejects.not.toHaveProperty('secret')
  })

  test('an error that is thrown arrives as one', () => {
    const { fail } = expose({
      fail: () => {
        throw new Error('from the preload')
      },
    })
    expect(() => fail?.()).toThrow('from the preload')
  })

  test('objects that contain themselves arrive so, and prototypes are left behind', () => {
    class Thing {
      own = 1
      method() {
        return this.own
      }
    }
    const loop: { self?: unknown; thing: Thing } = { thing: new Thing() }
    loop.self = loop
    const got = expose({ get: () => loop })['get']?.() as { self: unknown; thing: object }
    expect(got.self).toBe(got)
    expect(got.thing).toEqual({ own: 1 })
    expect('method' in got.thing).toBe(false)
  })

  test('a symbol cannot pass', () => {
    expect(() => expose({ mark: Symbol('x') })).toThrow('An object could not be cloned.')
  })
})
