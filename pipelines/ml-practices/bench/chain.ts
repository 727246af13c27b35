/**
 * 100,000 posts to 50 topics: the study's stages against scikit-learn, from the same counts and from the same export.
 *
 * The targets are of the steps from counts to topics; memory there is held against the peer's program, which holds the
 * texts too. From the export the two do not do the same (ours also checks, tells apart, sorts and stores all it reads).
 */
import { statSync } from "node:fs"
import { join } from "node:path"
import { DocTermCounts, DocVectors, Vocabulary } from "@praxis/tables/Documents"
import { TopicStarts } from "@praxis/tables/Topics"
import { toSparseMatrix } from "@praxis/text-features/toSparseMatrix"
import { clusterableRows } from "@praxis/topic-clustering/clusterableRows"
import type { Task } from "./Bench.ts"
import { type Figure, mean, median } from "./Figure.ts"
import { growPosts, realQuestions } from "./growPosts.ts"
import { type PeerChain, type PeerKMeans, type PeerPosts, writeDense, writeSparse } from "./peers.ts"
import { noSweep, outputOf, type PipelineRun, pipelineRun, settings } from "./pipelineRun.ts"

const nPosts = 100_000
const dims = 100
const k = 50
const nInit = 10
const pairs = 2

/** Time, memory and inertia; each run is a process of its own, ours and the peer's in turn, medians. */
export const chain: Task = async ({ corpora, peers, say, temporary }) => {
  const file = join(temporary, "posts.csv")
  growPosts(await realQuestions(corpora), nPosts, file)
  say(`${nPosts} posts, ${(statSync(file).size / 1e6).toFixed(0)} MB`)
  const set = settings({ "lsa.dims": dims, "topics.k": k, "topics.starts": nInit, ...noSweep })
  const rounds: Array<Round> = []
  let counts: string | undefined
  let vectors: string | undefined
  for (let pair = 0; pair < pairs; pair++) {
    const artifacts = join(temporary, `artifacts-${pair}`)
    const run = (node: string) =>
      pipelineRun(node, "--input", `stackoverflow=${file}`, "--artifacts", artifacts, ...set)
    const toCounts = run("counts")
    say(`pair ${pair + 1}: ours to counts, ${toCounts.seconds.toFixed(1)} s`)
    run("k-sweep")
    const toTopics = run("topics")
    say(`pair ${pair + 1}: ours to topics, ${toTopics.seconds.toFixed(1)} s`)
    const ours = { toCounts, toTopics, inertia: inertiaOf(toTopics, artifacts) }
    if (peers === undefined) {
      rounds.push({ ours })
      continue
    }
    counts ??= writeCounts(toTopics, artifacts, join(temporary, "counts"))
    vectors ??= writeVectors(toTopics, artifacts, join(temporary, "vectors"))
    const fromCounts = peers.run<PeerChain>("chain.py", counts, dims, k, nInit, pair, 1)
    say(`pair ${pair + 1}: the peer's chain`)
    const fromPosts = peers.run<PeerPosts>("posts.py", file, dims, k, nInit)
    say(`pair ${pair + 1}: the peer's whole`)
    rounds.push({ ours, fromCounts, fromPosts })
  }
  const onVectors = vectors === undefined ? undefined : peers!.run<PeerKMeans>("kmeans.py", vectors, k, nInit, 1)
  return figures(rounds, onVectors)
}

interface Round {
  readonly ours: { readonly toCounts: PipelineRun; readonly toTopics: PipelineRun; readonly inertia: number }
  readonly fromCounts?: PeerChain
  readonly fromPosts?: PeerPosts
}

const figures = (rounds: ReadonlyArray<Round>, onVectors: PeerKMeans | undefined): ReadonlyArray<Figure> => {
  const of = (take: (round: Round) => number | undefined): number | null => {
    const values = rounds.map(take).filter((value) => value !== undefined)
    return values.length === 0 ? null : median(values)
  }
  const row =
    (task: string) =>
    (
      measure: string,
      ours: number,
      peer: number | null,
      target: string | null,
      holds: (peer: number) => boolean
    ): Figure => ({
      task,
      measure,
      ours,
      peer,
      target,
      passed: target === null || peer === null ? null : holds(peer)
    })
  const stage = (name: string) => of(({ ours }) => secondsOf(ours.toTopics, name))!
  const steps = [
    { name: "TF-IDF", ours: stage("tf-idf"), peer: of(({ fromCounts }) => fromCounts?.tfIdf) },
    { name: `LSA, ${dims} dimensions`, ours: stage("lsa"), peer: of(({ fromCounts }) => fromCounts?.lsa) },
    {
      name: `k-means, K = ${k}, ${nInit} starts`,
      ours: stage("topics"),
      peer: of(({ fromCounts }) => fromCounts?.kMeans)
    }
  ]
  const chained = row(`${nPosts} posts, counts to topics (stages, with reading and writing results)`)
  const chainOurs = steps.reduce((sum, { ours }) => sum + ours, 0)
  const chainPeer = of(({ fromCounts }) => fromCounts && fromCounts.tfIdf + fromCounts.lsa + fromCounts.kMeans)
  const chainMemory = of(({ ours }) => ours.toTopics.megabytes)!
  const wholePeerMemory = of(({ fromPosts }) => fromPosts?.peakMb)
  const whole = row(`${nPosts} posts, export to topics (whole processes)`)
  const wholeOurs = of(({ ours }) => ours.toCounts.seconds + ours.toTopics.seconds)!
  const wholePeer = of(
    ({ fromPosts }) => fromPosts && fromPosts.read + fromPosts.tfIdf + fromPosts.lsa + fromPosts.kMeans
  )
  const wholeMemory = of(({ ours }) => Math.max(ours.toCounts.megabytes, ours.toTopics.megabytes))!
  const inertia = of(({ ours }) => ours.inertia)!
  const peerInertia = onVectors === undefined ? null : mean(onVectors.inertia)
  const faster = (ours: number) => (peer: number) => peer / ours >= 2
  const smaller = (ours: number) => (peer: number) => ours / peer <= 0.5
  return [
    ...steps.map(({ name, ours, peer }) => chained(`${name}, s`, ours, peer, null, () => true)),
    chained(
      "together, s",
      chainOurs,
      chainPeer,
      `at least 2 × as fast${ratio(chainPeer, chainOurs)}`,
      faster(chainOurs)
    ),
    chained(
      "peak memory, MB (the peer's from the export)",
      chainMemory,
      wholePeerMemory,
      `at most half${ratio(chainMemory, wholePeerMemory)}`,
      smaller(chainMemory)
    ),
    chained(
      "inertia on the same vectors",
      inertia,
      peerInertia,
      `within 1 %${ratio(inertia, peerInertia)}`,
      (peer) => inertia <= 1.01 * peer
    ),
    whole("seconds", wholeOurs, wholePeer, null, () => true),
    whole("peak memory, MB", wholeMemory, wholePeerMemory, null, () => true)
  ]
}

const ratio = (a: number | null, b: number | null): string =>
  a === null || b === null ? "" : `: ${(a / b).toFixed(2)}`

const secondsOf = (run: PipelineRun, stage: string): number => run.stages.find(({ name }) => name === stage)!.seconds

const inertiaOf = (run: PipelineRun, artifacts: string): number => {
  const { inertia, kept } = outputOf(run, artifacts, TopicStarts).columns
  return inertia[kept.indexOf(1)]!
}

const writeCounts = (run: PipelineRun, artifacts: string, folder: string): string => {
  const { terms, counts } = outputOf(run, artifacts, DocTermCounts).columns
  return writeSparse(folder, toSparseMatrix(terms, counts, outputOf(run, artifacts, Vocabulary).numRows))
}

const writeVectors = (run: PipelineRun, artifacts: string, folder: string): string =>
  writeDense(folder, clusterableRows(outputOf(run, artifacts, DocVectors).columns.vector))
