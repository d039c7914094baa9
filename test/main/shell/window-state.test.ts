import { expect, test } from 'vitest'
import { placeWindow } from '../../../main/shell/window-state.ts'

const laptop = { x: 0, y: 0, width: 1440, height: 860 }
const right = { x: 1440, y: 0, width: 1920, height: 1040 }
const kept = (x: number, y: number, width = 1000, height = 700, maximized = false) => ({
  bounds: { x, y, width, height },
  maximized,
})

test('the first time the window has its usual size, and Electron centres it', () => {
  expect(placeWindow(undefined, [laptop])).toEqual({ bounds: { width: 1280, height: 800 }, maximized: false })
})

test('it opens where it was, maximised or not', () => {
  expect(placeWindow(kept(1500, 50), [laptop, right])).toEqual(kept(1500, 50))
  expect(placeWindow(kept(10, 10, 1000, 700, true), [laptop])).toEqual(kept(10, 10, 1000, 700, true))
})

test('from a display that is gone it comes back to the primary one', () => {
  expect(placeWindow(kept(1500, 50), [laptop])).toEqual({ bounds: { width: 1000, height: 700 }, maximized: false })
})

test('what sticks out of its display is moved in', () => {
  expect(placeWindow(kept(-500, -300), [laptop]).bounds).toMatchObject({ x: 0, y: 0 })
  expect(placeWindow(kept(1000, 600), [laptop]).bounds).toMatchObject({ x: 440, y: 160 })
})

test('it is never larger than its display nor smaller than its least size', () => {
  expect(placeWindow(kept(0, 0, 5000, 5000), [laptop]).bounds).toEqual(laptop)
  expect(placeWindow(kept(0, 0, 10, 10), [laptop]).bounds).toMatchObject({ width: 900, height: 600 })
})

test.for([
  [null],
  ['text'],
  [{}],
  [{ bounds: { x: 'NaN' }, maximized: 1 }],
  [kept(Number.NaN, 0)],
  [kept(1e9, 0)],
  [[]],
])('a stored %j is no place: the usual one is used', ([stored]) => {
  expect(placeWindow(stored, [laptop])).toEqual({ bounds: { width: 1280, height: 800 }, maximized: false })
})

test('without any display there is still a window', () => {
  expect(placeWindow(kept(1, 1), [])).toEqual({ bounds: { width: 1280, height: 800 }, maximized: false })
})
