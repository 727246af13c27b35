/**
 * Spherical k-means of the weights of 21,555 posts against scikit-learn's k-means of the same sparse matrix.
 */
import { join } from "node:path"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import { DocTermWeights, Vocabulary } from "@praxis/tables/Documents"
import { toSparseMatrix } from "@praxis/text-features/toSparseMatrix"
import { sparseRowsAt } from "@praxis/topic-clustering/sparseRowsAt"
import type { Task } from "./Bench.ts"
import { median } from "./Figure.ts"
import { growPosts, realQuestions } from "./growPosts.ts"
import { type PeerKMeans, readLabels, writeSparse } from "./peers.ts"
import { outputOf, pipelineRun } from "./pipelineRun.ts"
import { lowest, onlyWeights, withStarts } from "./starts.ts"

const nPosts = 21_555
const k = 25
const nInit = 10
const pairs = 3
const options = { method: "spherical", k, maxIterations: 300, tolerance: 0 } as const

/** Ours and the peer's in turn, medians; the first round of ours, which compiles the kernels, is not counted. */
export const sparse: Task = async ({ corpora, peers, say, temporary }) => {
  const file = join(temporary, "sparse-posts.csv")
  const artifacts = join(temporary, "sparse-artifacts")
  growPosts(await realQuestions(corpora), nPosts, file)
  const run = pipelineRun(
    "tf-idf",
    "--input",
    `stackoverflow=${file}`,
    "--artifacts",
    artifacts,
    "--set",
    "vocabulary.minDf=10"
  )
  const { terms, weights: values } = outputOf(run, artifacts, DocTermWeights).columns
  const all = toSparseMatrix(terms, values, outputOf(run, artifacts, Vocabulary).numRows)
  const weights = sparseRowsAt(
    all,
    Array.from({ length: all.nRows }, (_, row) => row).filter((row) => all.offsets[row]! < all.offsets[row + 1]!)
  )
  say(`${weights.nRows} × ${weights.nCols}, ${weights.values.length} values`)
  const folder = peers && writeSparse(join(temporary, "sparse-weights"), weights)
  const seeds = Array.from({ length: nInit }, (_, seed) => seed)
  const ours: Array<number> = []
  const theirs: Array<number> = []
  const peerObjectives: Array<number> = []
  let objective = Number.NaN
  await withStarts(async (starts) => {
    for (let round = 0; round <= pairs; round++) {
      const begin = performance.now()
      const best = lowest(await starts(onlyWeights({ vectors: noVectors, weights }), options, seeds))
      const seconds = (performance.now() - begin) / 1000
      if (round === 0) continue
      ours.push(seconds)
      objective = cosineLoss(weights, best.labels)
      say(`pair ${round}: ours`)
      if (folder === undefined) continue
      theirs.push(peers!.run<PeerKMeans>("kmeans.py", folder, k, nInit, 1).seconds[0]!)
      peerObjectives.push(cosineLoss(weights, readLabels(folder, weights.nRows)[0]!))
      say(`pair ${round}: the peer's`)
    }
  })
  const task = `spherical k-means, ${weights.nRows} posts × ${weights.nCols} terms, K = ${k}, ${nInit} starts, median of ${pairs}`
  const time = median(ours)
  const peerTime = theirs.length === 0 ? null : median(theirs)
  const peerObjective = peerObjectives[0] ?? null
  return [
    {
      task,
      measure: "seconds",
      ours: time,
      peer: peerTime,
      target: `at least 3 × as fast${peerTime === null ? "" : `: ${(peerTime / time).toFixed(2)}`}`,
      passed: peerTime === null ? null : peerTime / time >= 3
    },
    {
      task,
      measure: "sum of 1 − cosine to the own cluster's direction",
      ours: objective,
      peer: peerObjective,
      target: "not above the peer's",
      passed: peerObjective === null ? null : objective <= peerObjective
    }
  ]
}

const noVectors = { length: 0, width: 0, values: new Float64Array() }

/** The objective of labels, whatever made them: rows less the sum of the lengths of each cluster's sum of rows. */
const cosineLoss = ({ indices, nCols, nRows, offsets, values }: SparseMatrix, labels: Int32Array): number => {
  const sums = new Float64Array(k * nCols)
  for (let row = 0; row < nRows; row++) {
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) sums[labels[row]! * nCols + indices[at]!]! += values[at]!
  }
  let loss = nRows
  for (let cluster = 0; cluster < k; cluster++) {
    let square = 0
    for (let at = cluster * nCols; at < (cluster + 1) * nCols; at++) square += sums[at]! * sums[at]!
    loss -= Math.sqrt(square)
  }
  return loss
}
