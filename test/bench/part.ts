export type Row = Record<string, string | number>

/** A number that is to be reached, and what it came to. */
export type Target = { what: string; want: string; got: string; reached: boolean }

/** What one part of the bench found. `notes` say what a reader must know to compare fairly. */
export type Measured = { rows: Record<string, Row>; targets: Target[]; notes: string[] }

/** `scale` 1 is the bench; a small one only shows that the part runs. */
export type Part = { title: string; measure: (scale: number) => Promise<Measured> }

export const atLeast = (what: string, got: number, want: number): Target => ({
  what,
  want: `≥ ${want}×`,
  got: `${got.toFixed(2)}×`,
  reached: got >= want,
})

export const atMost = (what: string, got: number, want: number, unit: '×' | ' ms' | ' MB' | ' s'): Target => ({
  what,
  want: `≤ ${want}${unit}`,
  got: `${got.toFixed(unit === '×' ? 2 : 1)}${unit}`,
  reached: got <= want,
})
