import type { Random } from "@praxis/numerics/random"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"

/**
 * Counts (nDocs × nTerms) with all tokens dealt out anew: each post keeps its number of tokens, each term its number of
 * occurrences, and nothing else stays, df included. Text without structure: topics found in it are found by chance.
 * Memory: 8 bytes a token.
 */
export const shuffleTokens = (counts: SparseMatrix, random: Random): SparseMatrix => {
  const { nRows, nCols, offsets, indices, values } = counts
  const lengths = new Uint32Array(nRows)
  for (let doc = 0; doc < nRows; doc++) {
    for (let at = offsets[doc]!; at < offsets[doc + 1]!; at++) lengths[doc]! += values[at]!
  }
  const tokens = new Uint32Array(lengths.reduce((sum, length) => sum + length, 0))
  let end = 0
  for (let at = 0; at < indices.length; at++) {
    tokens.fill(indices[at]!, end, end + values[at]!)
    end += values[at]!
  }
  // Fisher and Yates, in Durstenfeld's form.
  for (let last = tokens.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const token = tokens[last]!
    tokens[last] = tokens[other]!
    tokens[other] = token
  }
  return countRuns(tokens, lengths, nCols)
}

/** Counts the terms of each document; document i is the next `lengths[i]` tokens, which are sorted in place. */
const countRuns = (tokens: Uint32Array, lengths: Uint32Array, nTerms: number): SparseMatrix => {
  const offsets = new Int32Array(lengths.length + 1)
  const indices = new Uint32Array(tokens.length)
  const values = new Float64Array(tokens.length)
  let stored = 0
  let start = 0
  lengths.forEach((length, doc) => {
    const words = tokens.subarray(start, start + length).sort()
    words.forEach((term, i) => {
      if (i === 0 || term !== words[i - 1]) indices[stored++] = term
      values[stored - 1]!++
    })
    offsets[doc + 1] = stored
    start += length
  })
  return {
    nRows: lengths.length,
    nCols: nTerms,
    offsets,
    indices: indices.slice(0, stored),
    values: values.slice(0, stored)
  }
}
