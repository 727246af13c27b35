/**
 * How long 20,000 titles take from counts to 20 topics of ten starts.
 */
import { join } from "node:path"
import { vectorise } from "@praxis/topic-clustering/vectorise"
import type { Task } from "./Bench.ts"
import { type Figure, median } from "./Figure.ts"
import { type PeerChain, type PeerKMeans, writeDense, writeSparse } from "./peers.ts"
import { lowest, onlyVectors, withStarts } from "./starts.ts"
import { titleCounts, titleKMeans, titleVectors } from "./titles.ts"

const nInit = 10
const pairs = 5

/** Ours and the peer's in turn; medians. The first round of ours, which compiles the kernels, is not counted, as imports are not. */
export const titleSpeed: Task = async ({ corpora, peers, say, temporary }) => {
  const counts = await titleCounts(corpora)
  const { features } = vectorise(counts, titleVectors, 1)
  const vectors = peers && writeDense(join(temporary, "title-vectors"), features.vectors)
  const chain = peers && writeSparse(join(temporary, "title-counts"), counts)
  const seeds = Array.from({ length: nInit }, (_, seed) => seed)
  return withStarts(async (starts) => {
    const rounds: Array<Round> = []
    for (let round = 0; round <= pairs; round++) {
      const begin = performance.now()
      const own = onlyVectors(vectorise(counts, titleVectors, 1).features)
      const middle = performance.now()
      const best = lowest(await starts(own, titleKMeans, seeds))
      const end = performance.now()
      const fit = { svd: (middle - begin) / 1000, kMeans: (end - middle) / 1000, inertia: best.objective }
      if (round === 0) continue
      const theirs =
        vectors === undefined ? undefined : peers!.run<PeerKMeans>("kmeans.py", vectors, titleKMeans.k, nInit, 1)
      const whole =
        chain === undefined
          ? undefined
          : peers!.run<PeerChain>("chain.py", chain, titleVectors.dims, titleKMeans.k, nInit, round, 0)
      rounds.push({ ...fit, peer: theirs, chain: whole })
      say(`titles, pair ${round}`)
    }
    const compared = (
      measure: string,
      ours: (round: Round) => number,
      peer: (round: Round) => number | undefined
    ): Figure => {
      const theirs = rounds.map(peer).filter((seconds) => seconds !== undefined)
      const own = median(rounds.map(ours))
      const other = theirs.length === 0 ? null : median(theirs)
      return {
        task: `stackoverflow-titles-20k, K = ${titleKMeans.k}, ${nInit} starts, median of ${pairs}`,
        measure,
        ours: own,
        peer: other,
        target: "below the peer's",
        passed: other === null ? null : own < other
      }
    }
    return [
      compared(
        "k-means on the same vectors, s",
        ({ kMeans }) => kMeans,
        ({ peer }) => peer?.seconds[0]
      ),
      compared(
        "TF-IDF, SVD and k-means, s",
        ({ kMeans, svd }) => svd + kMeans,
        ({ chain }) => chain && chain.tfIdf + chain.lsa + chain.kMeans
      ),
      {
        ...compared(
          "inertia on the same vectors",
          ({ inertia }) => inertia,
          ({ peer }) => peer?.inertia[0]
        ),
        target: null,
        passed: null
      }
    ]
  })
}

interface Round {
  readonly svd: number
  readonly kMeans: number
  readonly inertia: number
  readonly peer: PeerKMeans | undefined
  readonly chain: PeerChain | undefined
}
