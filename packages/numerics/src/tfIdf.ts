import type { SparseMatrix } from "./SparseMatrix.ts"

/**
 * TF-IDF weights of a document–term matrix of counts (nDocs × nTerms): `tf · idf[term]`, one value for each stored
 * count, in the same order; a copy. With `sublinearTf`, tf is `1 + ln(count)`. `idf` has nTerms entries.
 * Source: scikit-learn's TfidfTransformer without a norm.
 */
export const tfIdf = (counts: SparseMatrix, idf: Float64Array, sublinearTf: boolean): Float64Array => {
  const { indices, values } = counts
  const weights = new Float64Array(values.length)
  for (let at = 0; at < values.length; at++) {
    const count = values[at]!
    weights[at] = (sublinearTf ? Math.log(count) + 1 : count) * idf[indices[at]!]!
  }
  return weights
}
