import type { Utf8Column } from "@praxis/dataflow/Column"

/** Compares row i of `a` with row j of `b` by UTF-8 bytes: below 0, 0 or above 0. */
export const compareText = (a: Utf8Column, i: number, b: Utf8Column, j: number): number => {
  const startA = a.offsets[i]!
  const startB = b.offsets[j]!
  const lengthA = a.offsets[i + 1]! - startA
  const lengthB = b.offsets[j + 1]! - startB
  const common = Math.min(lengthA, lengthB)
  for (let at = 0; at < common; at++) {
    const difference = a.bytes[startA + at]! - b.bytes[startB + at]!
    if (difference !== 0) return difference
  }
  return lengthA - lengthB
}
