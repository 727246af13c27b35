import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import type { ClusterOptions, Features } from "../Clusterer.ts"
import { clusterBest } from "../cluster.ts"
import { countDistinctRows } from "../clusterableRows.ts"
import { numberBySize } from "../numberBySize.ts"
import { topWords } from "../topWords.ts"
import { type VectoriseOptions, vectorise } from "../vectorise.ts"
import { nBadgeWords } from "./badge.ts"

/** How topics are made of counts. */
export interface TopicsRecipe {
  readonly vectors: VectoriseOptions
  readonly clusters: Omit<ClusterOptions, "k">
  /** The numbers of topics asked for; all share the vectors. */
  readonly ks: ReadonlyArray<number>
  readonly sketchSeed: number
  /** One a start; the start with the lowest objective is kept. */
  readonly startSeeds: ReadonlyArray<number>
}

/** Topics of posts, numbered from 0 by falling size. */
export interface FoundTopics {
  /** The number asked for; there are fewer topics where fewer posts differ. */
  readonly k: number
  /** See `Clustering`. */
  readonly objective: number
  /** The topic of each post (nDocs); −1 = without a vector. */
  readonly labels: Int32Array
  /** The first ten words of each topic, as term numbers. */
  readonly words: ReadonlyArray<Uint32Array>
}

/** Topics of posts for each K, and what they were made of. */
export interface TopicsOfPosts {
  readonly features: Features
  /** The post of each row of the features, ascending. */
  readonly docs: Uint32Array
  readonly found: ReadonlyArray<FoundTopics>
}

/** Vectors of counts (nDocs × nTerms), made once, then topics for every K. */
export const topicsOf = (counts: SparseMatrix, recipe: TopicsRecipe): TopicsOfPosts => {
  const { features, docs } = vectorise(counts, recipe.vectors, recipe.sketchSeed)
  const distinct = countDistinctRows(features.vectors, Math.max(...recipe.ks))
  const found = recipe.ks.map((k): FoundTopics => {
    const labels = new Int32Array(counts.nRows).fill(-1)
    const possible = Math.min(k, distinct)
    if (possible === 0) return { k, objective: 0, labels, words: [] }
    const clustering = clusterBest(features, { ...recipe.clusters, k: possible }, recipe.startSeeds)
    const { clusters, topics } = numberBySize(clustering.labels, possible)
    docs.forEach((doc, row) => {
      labels[doc] = topics[row]!
    })
    return { k, objective: clustering.objective, labels, words: topWords(counts, labels, clusters.length, nBadgeWords) }
  })
  return { features, docs, found }
}
