// Axes: round steps from 0, and places on a line.

/** 0 and up, at most `most` steps of 1, 2 or 5 times a power of ten, the last not below the largest value. */
export function ticksTo(largest: number, most = 4): number[] {
  if (!(largest > 0)) return [0, 1]
  const rough = largest / most
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough * (1 - 1e-9))!
  const whole = largest > 1 && step < 1 ? 1 : step
  return Array.from({ length: Math.ceil(largest / whole - 1e-9) + 1 }, (_, i) => Number((i * whole).toPrecision(12)))
}

/** 12,345; three digits behind the point at most. */
export const numberText = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 3 })

export interface Point {
  at: number // milliseconds
  value: number
}
export interface Line {
  name: string
  points: Point[]
}

/** Points of a polyline in a box of that size; nothing for fewer than two points in time. */
export function placesOf(lines: Line[], width: number, height: number): { top: number; from: number; to: number; places: string[] } | undefined {
  const all = lines.flatMap((one) => one.points)
  const from = Math.min(...all.map((one) => one.at))
  const to = Math.max(...all.map((one) => one.at))
  if (all.length === 0 || to <= from) return undefined
  const top = ticksTo(Math.max(...all.map((one) => one.value), 0)).at(-1)!
  const round = (value: number): number => Math.round(value * 10) / 10
  const places = lines.map((line) => line.points.map((one) => `${round(((one.at - from) / (to - from)) * width)},${round(height - (one.value / top) * height)}`).join(' '))
  return { top, from, to, places }
}
