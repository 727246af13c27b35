/**
 * The kernel of the stage `topic-contrasts`: topics found on some posts, and where others fall in them.
 */
import { nearestCentroids } from "@praxis/numerics/nearestCentroids"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import { clusterBest } from "../cluster.ts"
import { countDistinctRows } from "../clusterableRows.ts"
import { numberBySize } from "../numberBySize.ts"
import { sparseRowsAt } from "../sparseRowsAt.ts"
import type { TopicsRecipe } from "../stability/topicsOf.ts"
import { topicMeans } from "../topicMeans.ts"
import { topWords } from "../topWords.ts"
import { project, vectorise } from "../vectorise.ts"

/** Which posts find topics and which are placed in them, by row of counts, and how topics are made. */
export interface SplitJob extends Omit<TopicsRecipe, "ks"> {
  readonly finding: Uint32Array
  readonly testing: Uint32Array
  readonly k: number
  readonly nWords: number
}

/** Topics of the finding posts, numbered from 0 by falling size. */
export interface SplitTopics {
  /** The topic of each finding post; −1 = without a vector. */
  readonly found: Int32Array
  /** The topic of each testing post, the one with the nearest centroid; −1 = without a vector. */
  readonly placed: Int32Array
  /** The first words of each topic, as term numbers. */
  readonly words: ReadonlyArray<Uint32Array>
}

/**
 * Makes topics of the finding posts and places the testing posts in them without refitting anything: their weights have
 * the finding posts' idf, their vectors the finding posts' dimensions, and no word of theirs moves a centroid.
 */
export const splitTopics = (
  counts: SparseMatrix,
  { finding, testing, vectors, clusters, k, nWords, sketchSeed, startSeeds }: SplitJob
): SplitTopics => {
  const found = new Int32Array(finding.length).fill(-1)
  const placed = new Int32Array(testing.length).fill(-1)
  const findingCounts = sparseRowsAt(counts, finding)
  const model = vectorise(findingCounts, vectors, sketchSeed)
  const possible = Math.min(k, countDistinctRows(model.features.vectors, k))
  if (possible === 0) return { found, placed, words: [] }
  const { labels } = clusterBest(model.features, { ...clusters, k: possible }, startSeeds)
  const { sizes, topics } = numberBySize(labels, possible)
  model.docs.forEach((row, i) => {
    found[row] = topics[i]!
  })
  const centroids = topicMeans(model.features.vectors, topics, sizes)
  const tested = project(sparseRowsAt(counts, testing), model)
  const nearest = nearestCentroids(tested.features.vectors, centroids)
  tested.docs.forEach((row, i) => {
    placed[row] = nearest[i]!
  })
  return { found, placed, words: topWords(findingCounts, found, sizes.length, nWords) }
}
