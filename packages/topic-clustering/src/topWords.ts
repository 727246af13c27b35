import { ListColumn } from "@praxis/dataflow/Column"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import { cTfIdf } from "./cTfIdf.ts"
import { highestTerms } from "./labels/highestTerms.ts"
import { topicTermCounts } from "./topicTermCounts.ts"

/**
 * The first `n` words of each topic by {@link cTfIdf}, ties by term number: term numbers (nTopics lists).
 *
 * `counts` are nDocs × nTerms, `labels` a topic a row, 0 to nTopics − 1; rows with another label are left out. A topic
 * with fewer different words has fewer.
 */
export const topWords = (
  counts: SparseMatrix,
  labels: Int32Array,
  nTopics: number,
  n: number
): ReadonlyArray<Uint32Array> => {
  const { nCols: nTerms, offsets, indices, values } = counts
  const sums = topicTermCounts(
    new ListColumn(offsets, indices),
    new ListColumn(offsets, values),
    labels,
    nTopics,
    nTerms
  )
  const scores = cTfIdf(sums.counts, nTopics, nTerms)
  return Array.from({ length: nTopics }, (_, topic) => {
    const scoresOfTopic = scores.subarray(topic * nTerms, (topic + 1) * nTerms)
    return Uint32Array.from(highestTerms(scoresOfTopic, n).filter((term) => scoresOfTopic[term]! > 0))
  })
}
