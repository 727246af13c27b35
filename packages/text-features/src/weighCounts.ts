/**
 * The kernel of the stage `tf-idf`: counts to weights.
 */
import { ListColumn } from "@praxis/dataflow/Column"
import { normaliseSparseRows } from "@praxis/numerics/normaliseSparseRows"
import { tfIdf } from "@praxis/numerics/tfIdf"
import type { CountRows } from "./countTerms.ts"
import { toSparseMatrix } from "./toSparseMatrix.ts"

/** What all documents share. */
export interface Weighting {
  /** What a term's weight is multiplied by (nTerms). */
  readonly idf: Float64Array
  readonly sublinearTf: boolean
  readonly norm: "l2" | "none"
}

/** Some documents' rows of the matrix of weights. */
export interface WeightRows {
  readonly doc: Uint32Array
  readonly terms: ListColumn<Uint32Array>
  readonly weights: ListColumn<Float64Array>
}

/** The weights of each document's terms. */
export const weighCounts = ({ idf, norm, sublinearTf }: Weighting, { counts, doc, terms }: CountRows): WeightRows => {
  const matrix = toSparseMatrix(terms, counts, idf.length)
  const weights = { ...matrix, values: tfIdf(matrix, idf, sublinearTf) }
  if (norm === "l2") normaliseSparseRows(weights)
  return {
    doc,
    terms: new ListColumn(matrix.offsets, matrix.indices),
    weights: new ListColumn(matrix.offsets, weights.values)
  }
}
