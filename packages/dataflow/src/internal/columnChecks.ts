/** Throws where a column is of another class than its type says, or has fewer than `rows` rows. */
export function requireColumn<A extends { readonly length: number }>(
  column: { readonly length: number },
  ColumnClass: abstract new (...args: any) => A,
  rows: number
): asserts column is A {
  if (!(column instanceof ColumnClass)) throw new TypeError(`expected a ${ColumnClass.name}`)
  if (column.length < rows) throw new RangeError(`expected ${rows} values, found ${column.length}`)
}

/** The number of ones among flags; throws where a flag is neither 0 nor 1, since readers would not agree on what it means. */
export const countOnes = (flags: Uint8Array): number => {
  let ones = 0
  let all = 0
  for (let i = 0; i < flags.length; i++) {
    ones += flags[i]!
    all |= flags[i]!
  }
  if (all > 1) throw new RangeError("flags and validity must be 0 or 1")
  return ones
}
