import { documentFrequency } from "@praxis/numerics/documentFrequency"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"

/** Which terms of a vocabulary stay. */
export interface TermThresholds {
  /** The fewest posts that hold a term. */
  readonly minDf: number
  /** The largest share of posts that may hold a term, above 0 to 1. */
  readonly maxDf: number
  /** Of those left, how many of the most frequent go, by df; of equals the first. */
  readonly dropTop: number
}

/** The terms of counts (nDocs × nTerms) that pass the thresholds, ascending. */
export const keptTerms = (counts: SparseMatrix, { minDf, maxDf, dropTop }: TermThresholds): Uint32Array => {
  const df = documentFrequency(counts)
  const passing = Uint32Array.from(df.keys()).filter((term) => df[term]! >= minDf && df[term]! <= maxDf * counts.nRows)
  return passing
    .toSorted((a, b) => df[b]! - df[a]! || a - b)
    .subarray(dropTop)
    .toSorted()
}
