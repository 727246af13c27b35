import { smoothIdf } from "./smoothIdf.ts"

/** How a term's rarity enters its weight. */
export type IdfVariant = "smooth" | "plain" | "none"

/**
 * The factor of each term (nTerms) from the numbers of documents that hold it. `smooth`: see smoothIdf. `plain`:
 * `ln(nDocs / df) + 1`, and 0 for a term that no document holds. `none`: 1. Source: scikit-learn's TfidfTransformer with
 * smooth_idf, without it, and with use_idf off.
 */
export const inverseDocumentFrequency = (df: Uint32Array, nDocs: number, variant: IdfVariant): Float64Array => {
  switch (variant) {
    case "smooth":
      return smoothIdf(df, nDocs)
    case "plain":
      return Float64Array.from(df, (documents) => (documents === 0 ? 0 : Math.log(nDocs / documents) + 1))
    case "none":
      return new Float64Array(df.length).fill(1)
  }
}
