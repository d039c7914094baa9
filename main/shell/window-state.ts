import { z } from 'zod'

export type Rectangle = { x: number; y: number; width: number; height: number }

export const smallest = { width: 900, height: 600 }
const usual = { width: 1280, height: 800 }

const whole = z.int().min(-100_000).max(100_000)
const windowStateSchema = z.strictObject({
  bounds: z.strictObject({ x: whole, y: whole, width: whole, height: whole }),
  maximized: z.boolean(),
})
export type WindowState = z.infer<typeof windowStateSchema>

/**
 * Where to open the window. `stored` is what was kept last time, of any shape. `areas` are the work areas of today's
 * displays, the primary first: a window from a display that is gone comes back to where it can be seen.
 */
export function placeWindow(
  stored: unknown,
  areas: readonly Rectangle[],
): { bounds: Partial<Rectangle>; maximized: boolean } {
  const [primary] = areas
  const state = windowStateSchema.safeParse(stored).data
  if (!primary) return { bounds: usual, maximized: false }
  if (!state) return { bounds: fit(usual, primary), maximized: false }
  const area = areas.toSorted((a, b) => overlap(state.bounds, b) - overlap(state.bounds, a))[0] ?? primary
  const size = fit(state.bounds, area)
  // Too little of it in sight to take hold of: centred by Electron, which it does without x and y.
  if (overlap(state.bounds, area) === 0) return { bounds: fit(state.bounds, primary), maximized: state.maximized }
  const x = clamp(state.bounds.x, area.x, area.x + area.width - size.width)
  const y = clamp(state.bounds.y, area.y, area.y + area.height - size.height)
  return { bounds: { x, y, ...size }, maximized: state.maximized }
}

const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(value, most))

const fit = ({ width, height }: { width: number; height: number }, area: Rectangle) => ({
  width: clamp(width, smallest.width, Math.max(smallest.width, area.width)),
  height: clamp(height, smallest.height, Math.max(smallest.height, area.height)),
})

const overlap = (a: Rectangle, b: Rectangle) =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) *
  Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y))
