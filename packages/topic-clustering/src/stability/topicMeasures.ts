import { ListColumn } from "@praxis/dataflow/Column"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import { silhouette } from "@praxis/numerics/silhouette"
import { simplifiedSilhouette } from "@praxis/numerics/simplifiedSilhouette"
import type { DenseRows } from "@praxis/numerics/squaredDistances"
import { inDocuments } from "../coherence/inDocuments.ts"
import { npmi } from "../coherence/npmi.ts"
import { umass } from "../coherence/umass.ts"
import { smoothedBeta } from "../labels/smoothedBeta.ts"
import { balance } from "../quality/balance.ts"
import { diversity } from "../quality/diversity.ts"
import { exclusivity } from "../quality/exclusivity.ts"
import { rowsAt } from "../rowsAt.ts"
import { topicTermCounts } from "../topicTermCounts.ts"

/** Measures of one clustering, each the mean over topics or posts; all are better the higher they are. NaN where undefined, as a silhouette of one topic. */
export interface TopicMeasures {
  readonly k: number
  readonly silhouette: number
  readonly sampleSilhouette: number
  readonly npmi: number
  readonly umass: number
  readonly exclusivity: number
  readonly diversity: number
  readonly balance: number
}

/**
 * The measures of one clustering of posts (counts nDocs × nTerms, labels nDocs).
 *
 * `vectors` are those of the posts `docs`; `sampled` are rows of them, of which the exact silhouette is taken. `words`
 * are the first words of each topic; coherence counts documents.
 */
export const topicMeasures = (
  k: number,
  counts: SparseMatrix,
  vectors: DenseRows,
  docs: Uint32Array,
  sampled: Uint32Array,
  labels: Int32Array,
  words: ReadonlyArray<Uint32Array>
): TopicMeasures => {
  const nTopics = words.length
  const { nCols: nTerms, offsets, indices, values } = counts
  const labelOfRow = Int32Array.from(docs, (doc) => labels[doc]!)
  const sampleRows = { length: sampled.length, width: vectors.width, values: rowsAt(vectors, sampled) }
  const sizes = new Uint32Array(nTopics)
  for (const label of labelOfRow) if (label >= 0) sizes[label]!++
  const together = inDocuments(counts, words)
  const terms = new ListColumn(offsets, indices)
  const sums = topicTermCounts(terms, new ListColumn(offsets, values), labels, nTopics, nTerms)
  return {
    k,
    silhouette: mean(simplifiedSilhouette(vectors, labelOfRow)),
    sampleSilhouette: mean(
      silhouette(
        sampleRows,
        Int32Array.from(sampled, (row) => labelOfRow[row]!)
      )
    ),
    npmi: mean(npmi(together)),
    umass: mean(umass(together)),
    exclusivity: mean(exclusivity(smoothedBeta(sums.counts, nTopics, nTerms), nTopics, nTerms)),
    diversity: words.length === 0 ? Number.NaN : diversity(words),
    balance: balance(sizes)
  }
}

/** The mean of the values that are numbers; NaN where none is. */
const mean = (values: Float64Array): number => {
  const defined = values.filter((value) => !Number.isNaN(value))
  return defined.length === 0 ? Number.NaN : defined.reduce((sum, value) => sum + value, 0) / defined.length
}
