/**
 * Smooth inverse document frequency: `ln((1 + nDocs) / (1 + df)) + 1`, as if one more document held every term.
 * `df` (nTerms) are numbers of documents; the result (nTerms) is at least 1 where df ≤ nDocs.
 * Source: scikit-learn's TfidfTransformer with smooth_idf (the textbook variant has no "+ 1" and may be 0).
 */
export const smoothIdf = (df: Uint32Array, nDocs: number): Float64Array => {
  const idf = new Float64Array(df.length)
  for (let term = 0; term < df.length; term++) idf[term] = Math.log((1 + nDocs) / (1 + df[term]!)) + 1
  return idf
}
