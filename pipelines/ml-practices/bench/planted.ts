/**
 * Simulated posts with planted topics: how far the study finds them again, at its default difficulty and as noise grows.
 */
import { join } from "node:path"
import { adjustedRandIndex } from "@praxis/numerics/adjustedRandIndex"
import { DocVectors } from "@praxis/tables/Documents"
import { TopicStarts, Topics } from "@praxis/tables/Topics"
import { Truth } from "@praxis/tables/Truth"
import { clusterableRows } from "@praxis/topic-clustering/clusterableRows"
import { topics as plantedTopics } from "../src/wording/topics.ts"
import { runStudy } from "../test/support/runStudy.ts"
import type { Bench, Task } from "./Bench.ts"
import type { Figure } from "./Figure.ts"
import { type PeerKMeans, readLabels, writeDense } from "./peers.ts"

/** Shares of words that belong to no topic. */
const noises = [0.2, 0.35, 0.5, 0.65]

/** The study as it is, then with K given and more or less noise. */
export const planted: Task = async (bench) => {
  const study = await agreements(bench, [], "study")
  const task = `simulated corpus, ${study.posts} planted posts, default difficulty, K = ${study.k} by convention`
  const rows: Array<Figure> = [
    {
      task,
      measure: "adjusted Rand index with the planted topics",
      ours: study.ours,
      peer: study.peer,
      target: "not below the peer's − 0.02",
      passed: study.peer === null ? null : study.ours >= study.peer - 0.02
    },
    {
      task,
      measure: "the same as a share of the oracle's",
      ours: study.ours / study.oracle,
      peer: study.peer === null ? null : study.peer / study.oracle,
      target: "at least 0.8",
      passed: study.ours / study.oracle >= 0.8
    },
    { task, measure: "adjusted Rand index of the oracle", ours: study.oracle, peer: null, target: null, passed: null }
  ]
  for (const noise of noises) {
    const { k, oracle, ours, peer } = await agreements(bench, withNoise(noise), `noise-${noise}`)
    const beside = { task: `as noise grows, K = ${k}`, target: null, passed: null }
    const share = `${100 * noise} % background words`
    rows.push({ ...beside, measure: `${share}: adjusted Rand index`, ours, peer })
    rows.push({ ...beside, measure: `${share}: of the oracle`, ours: oracle, peer: null })
  }
  return rows
}

/** As many topics as are planted; the sweep over K, which then decides nothing, is kept small. */
const withNoise = (share: number): ReadonlyArray<string> => [
  `simulated.difficulty.backgroundShare=${share}`,
  `topics.k=${plantedTopics.length}`,
  `k-sweep.ks=[${plantedTopics.length}]`,
  "k-sweep.seeds=1",
  "k-sweep.samples=1"
]

/** How topics of ours, of the peer on the same vectors and K, and of the true parameters agree with the planted ones. */
const agreements = async ({ peers, say, temporary }: Bench, set: ReadonlyArray<string>, name: string) => {
  const run = await runStudy({ set, targets: ["topics"] })
  const topics = await run.table(Topics)
  const vectors = (await run.table(DocVectors)).columns.vector
  const truth = await run.rows(Truth)
  const kept = (await run.rows(TopicStarts)).length
  run.dispose()
  say(`planted topics, ${name}: ours`)
  const truthByPost = new Map(truth.map((row) => [JSON.stringify([row.site, row.id]), row]))
  const { site, id, topic } = topics.columns
  const posts = Array.from({ length: topics.numRows }, (_, i) =>
    truthByPost.get(JSON.stringify([site.at(i), id.at(i)]))
  )
  const shared = Array.from(posts.keys()).filter((i) => posts[i] !== undefined)
  const classes = Int32Array.from(shared, (i) => posts[i]!.topic)
  const agreement = (labels: Int32Array) =>
    adjustedRandIndex(
      Int32Array.from(shared, (i) => labels[i]!),
      classes
    )
  const k = new Set(topic.filter((each) => each >= 0)).size
  const peerLabels = () => {
    const { docs, ...rows } = clusterableRows(vectors)
    const folder = writeDense(join(temporary, `planted-${name}`), rows)
    peers!.run<PeerKMeans>("kmeans.py", folder, k, kept, 1)
    const [labels] = readLabels(folder, docs.length) as [Int32Array]
    const all = new Int32Array(topics.numRows).fill(-1)
    docs.forEach((doc, row) => {
      all[doc] = labels[row]!
    })
    return all
  }
  return {
    k,
    posts: shared.length,
    ours: agreement(topic),
    oracle: agreement(Int32Array.from(posts, (post) => post?.oracle ?? -1)),
    peer: peers === undefined ? null : agreement(peerLabels())
  }
}
