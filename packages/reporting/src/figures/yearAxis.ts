/** Every calendar year from the first to the last of the rows; no row, no year. */
export const yearsOf = (rows: ReadonlyArray<{ readonly year: number }>): ReadonlyArray<number> => {
  if (rows.length === 0) return []
  const first = rows.reduce((least, row) => Math.min(least, row.year), Number.POSITIVE_INFINITY)
  const last = rows.reduce((most, row) => Math.max(most, row.year), Number.NEGATIVE_INFINITY)
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

/** The years that an axis names: the first, the last, and one between where there is room. */
export const yearTicks = (years: ReadonlyArray<number>): ReadonlyArray<number> => {
  const last = years.length - 1
  const middle = Math.floor(last / 2)
  return last < 0 ? [] : [...new Set(last < 6 ? [0, last] : [0, middle, last])].map((i) => years[i]!)
}

/** The least of 1, 2, 4, 6, 8 × a power of ten that is not below the value, so that half of it is round too; 1 for nothing. */
export const roundUp = (value: number): number => {
  if (!(value > 0)) return 1
  const exponent = Math.floor(Math.log10(value))
  const scaled = (step: number) => (exponent < 0 ? step / 10 ** -exponent : step * 10 ** exponent)
  return [1, 2, 4, 6, 8, 10].map(scaled).find((top) => top >= value) ?? scaled(20)
}
