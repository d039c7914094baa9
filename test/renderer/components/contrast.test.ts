import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const css = readFileSync(join(import.meta.dirname, '../../../renderer/theme/tokens.css'), 'utf8')
const highContrastAt = css.indexOf('prefers-contrast')

type Theme = { name: string; colour: (token: string) => string }

const themes: Theme[] = ['light', 'dark'].flatMap((name, index) => {
  const normal = tokensOf(css.slice(0, highContrastAt), index)
  const high = { ...normal, ...tokensOf(css.slice(highContrastAt), index) }
  return [
    { name, colour: (token: string) => normal[token]! },
    { name: `${name}, high contrast`, colour: (token: string) => high[token]! },
  ]
})

const surfaces = ['surface', 'surface-sunken', 'surface-raised', 'surface-hover', 'surface-selected']
const texts = ['text', 'text-quiet', 'accent', 'ok', 'warn', 'off', 'danger']

describe.each(themes)('the $name theme', ({ colour }) => {
  it.each(surfaces.flatMap((surface) => texts.map((text) => [text, surface] as const)))(
    'has text --%s readable on --%s (4.5 : 1)',
    (text, surface) => expect(contrast(colour(text), colour(surface))).toBeGreaterThanOrEqual(4.5),
  )

  it.each([
    ['on-accent', 'accent'],
    ['on-accent', 'accent-hover'],
    ['text', 'surface-warn'],
    ['text-quiet', 'surface-warn'],
    ['warn', 'surface-warn'],
    ['text', 'surface-danger'],
    ['text-quiet', 'surface-danger'],
    ['danger', 'surface-danger'],
  ])('has --%s readable on --%s (4.5 : 1)', (text, surface) =>
    expect(contrast(colour(text), colour(surface))).toBeGreaterThanOrEqual(4.5),
  )

  it.each(surfaces.flatMap((surface) => ['edge', 'accent', 'danger'].map((edge) => [edge, surface] as const)))(
    'has the control edge --%s visible on --%s (3 : 1)',
    (edge, surface) => expect(contrast(colour(edge), colour(surface))).toBeGreaterThanOrEqual(3),
  )
})

function tokensOf(text: string, index: number): Record<string, string> {
  const pairs = text.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);/g)
  return Object.fromEntries([...pairs].map((match) => [match[1]!, match[2 + index]!]))
}

function contrast(a: string, b: string): number {
  const [lighter, darker] = [luminance(a), luminance(b)].toSorted((one, other) => other - one)
  return (lighter! + 0.05) / (darker! + 0.05)
}

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}
