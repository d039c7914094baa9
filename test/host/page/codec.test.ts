import { describe, expect, test } from 'vitest'
import { makeCodec } from './codec.ts'

const { encode, decode } = makeCodec()
const roundTrip = (value: unknown) => decode(encode(value))

describe('what IPC carries', () => {
  test.each([
    ['text', 'grüße 🙂'],
    ['numbers that JSON cannot write', [Number.NaN, -0, Number.POSITIVE_INFINITY, 0.1]],
    ['undefined, in objects as well', { none: undefined, list: [undefined, null] }],
    ['big integers', 12_345_678_901_234_567_890n],
    ['dates and expressions', [new Date(5), /a+/gi]],
    ['maps and sets', new Map([['key', new Set([1, { deep: true }])]])],
    ['bytes', [new Uint8Array([1, 255]), new Uint16Array([500]), new Uint8Array([7]).buffer]],
    ['a part of a buffer', new Uint8Array([1, 2, 3, 4]).subarray(1, 3)],
  ])('%s arrives as it was', (_name, value) => {
    expect(roundTrip(value)).toEqual(value)
  })

  test('an array that begins like a tag is still an array', () => {
    expect(roundTrip([['date', 5], ['undefined']])).toEqual([['date', 5], ['undefined']])
  })

  test('an object that contains itself does so afterwards', () => {
    const value: { list: unknown[] } = { list: [] }
    value.list.push(value, new Map([['back', value.list]]))
    const back = roundTrip(value) as { list: [unknown, Map<string, unknown>] }
    expect(back.list[0]).toBe(back)
    expect(back.list[1].get('back')).toBe(back.list)
  })

  test('an error keeps its kind, message and cause', () => {
    const back = roundTrip(new RangeError('too much', { cause: { limit: 5 } }))
    expect(back).toBeInstanceOf(RangeError)
    expect(back).toMatchObject({ message: 'too much', cause: { limit: 5 } })
  })

  test('a key named __proto__ is a key', () => {
    const back = roundTrip(JSON.parse('{"__proto__": {"admin": true}}')) as object
    expect(Object.getPrototypeOf(back)).toBe(Object.prototype)
    expect(Object.keys(back)).toEqual(['__proto__'])
  })

  test.each([
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['a promise', Promise.resolve()],
    ['a weak map', new WeakMap()],
  ])('%s cannot be cloned', (_name, value) => {
    expect(() => encode({ value })).toThrow('An object could not be cloned.')
  })
})
