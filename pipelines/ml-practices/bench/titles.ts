/**
 * 20,000 titles with one of 20 tags each, which the method never sees: how well 20 topics agree with them.
 */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { matchedAccuracy } from "@praxis/numerics/matchedAccuracy"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import { tokenise } from "@praxis/text-features/tokenise"
import { wordsOfTags } from "@praxis/topic-clustering/tags/wordsOfTags"
import { type Vectorised, vectorise } from "@praxis/topic-clustering/vectorise"
import type { Bench, Task } from "./Bench.ts"
import { type Figure, mean } from "./Figure.ts"
import { type PeerKMeans, readLabels, writeDense } from "./peers.ts"
import { lowest, onlyVectors, type Starts, withStarts } from "./starts.ts"
import { tokenCounts } from "./tokenCounts.ts"

const k = 20
const nInit = 10

/** The tags, label 1 first. */
const tags =
  "wordpress oracle svn apache excel matlab visual-studio cocoa osx bash spring hibernate scala sharepoint ajax qt drupal linq haskell magento".split(
    " "
  )

/** k-means as the study does it. */
export const titleKMeans = { method: "lloyd", k, maxIterations: 300, tolerance: 0 } as const

/** How titles become vectors: weights as scikit-learn has them where nobody says otherwise, in 20 dimensions. */
export const titleVectors = {
  sublinearTf: false,
  idf: "smooth",
  norm: "l2",
  dims: 20,
  oversampling: 10,
  powerIterations: 5
} as const

/** The counts of the titles; `without` are words that are taken out first. */
export const titleCounts = async (corpora: string, without: ReadonlySet<string> = new Set()): Promise<SparseMatrix> => {
  const docs = linesOf(corpora, "titles.txt").map((title) => tokenise(title).filter((word) => !without.has(word)))
  const params = { extraStopWords: [], numbers: "keep", minLength: 1, minDf: 5, maxDf: 1 } as const
  return (await tokenCounts(docs, { ...params, stopWords: ["english"] })).counts
}

/** Accuracy over seeds, of the starts alone and of the best of ten, plain and with the tags' words masked. */
export const titles: Task = async (bench) => {
  const classes = linesOf(bench.corpora, "labels.txt").map(Number)
  const plain = vectorise(await titleCounts(bench.corpora), titleVectors, 1)
  const masked = vectorise(await titleCounts(bench.corpora, wordsOfTags(tags)), titleVectors, 1)
  return withStarts(async (starts) => [
    ...(await agreement(bench, starts, plain, classes, "plain", 100, 0.01)),
    ...(await agreement(bench, starts, masked, classes, "masked", 20, null))
  ])
}

/** `allowed` is how far below the peer it may be; null where there is no target. */
const agreement = async (
  { peers, say, temporary }: Bench,
  starts: Starts,
  { docs, features }: Vectorised,
  classes: ReadonlyArray<number>,
  text: "plain" | "masked",
  nSeeds: number,
  allowed: number | null
): Promise<ReadonlyArray<Figure>> => {
  const accuracy = (labels: Int32Array): number => {
    const all = new Int32Array(classes.length).fill(-1)
    docs.forEach((doc, row) => {
      all[doc] = labels[row]!
    })
    return matchedAccuracy(all, classes)
  }
  const figure = (measure: string, ours: number, peer: number | null): Figure => ({
    task: `stackoverflow-titles-20k, K = ${k}, ${text === "plain" ? "all words" : "the tags' words masked"} (${classes.length - docs.length} titles without a word)`,
    measure,
    ours,
    peer,
    target: allowed === null ? null : `at least the peer's − ${allowed}`,
    passed: allowed === null || peer === null ? null : ours >= peer - allowed
  })
  const clusterings = await starts(
    onlyVectors(features),
    titleKMeans,
    Array.from({ length: nSeeds }, (_, seed) => seed)
  )
  say(`titles, ${text}: ${nSeeds} starts of ours`)
  const accuracies = clusterings.map(({ labels }) => accuracy(labels))
  const inTens = Array.from({ length: nSeeds / nInit }, (_, ten) => clusterings.slice(ten * nInit, (ten + 1) * nInit))
  const best = mean(inTens.map((ten) => accuracy(lowest(ten).labels)))
  const folder = join(temporary, `titles-${text}`)
  if (peers !== undefined) writeDense(folder, features.vectors)
  const peerAccuracies = (nStarts: number, seeds: number) => {
    peers!.run<PeerKMeans>("kmeans.py", folder, k, nStarts, seeds)
    return readLabels(folder, docs.length).map(accuracy)
  }
  const peer = peers === undefined ? null : mean(peerAccuracies(1, nSeeds))
  const peerBest = peers === undefined ? null : mean(peerAccuracies(nInit, nSeeds / nInit))
  return [
    figure(`Hungarian accuracy, mean of ${nSeeds} seeds`, mean(accuracies), peer),
    figure(`the same, lowest inertia of ${nInit}, mean of ${nSeeds / nInit}`, best, peerBest)
  ]
}

const linesOf = (corpora: string, file: string): ReadonlyArray<string> =>
  readFileSync(join(corpora, "stackoverflow-titles-20k", file), "utf8")
    .trimEnd()
    .split("\n")
