/** Runs the stage `stability` on the tables of a run, and says how far each topic agrees with a planted one. */
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { DocTermCounts, Vocabulary } from "@praxis/tables/Documents"
import type { TopicStability } from "@praxis/tables/Stability"
import { Topics } from "@praxis/tables/Topics"
import { Truth } from "@praxis/tables/Truth"
import { Stability } from "@praxis/topic-clustering/Stability"
import { Effect } from "effect"
import { params, seed } from "../../src/params.ts"
import type { StudyRun } from "./runStudy.ts"

/** A topic of the study with its badge, and its F1 with the planted topic that it agrees with best; 0 without a truth. */
export interface TopicJudgement extends Table.RowOf<typeof TopicStability> {
  readonly f1: number
}

/** The values of the study, over `samples` samples. */
export const stabilityParams = (samples: number): typeof Stability.params.Type => ({
  samples,
  seeds: 1,
  ...params["tf-idf"],
  ...params.lsa,
  method: "lloyd",
  starts: 3,
  maxIterations: params.topics.maxIterations,
  tolerance: params.topics.tolerance,
  maxPosts: 20_000
})

/** The badges of a run that has `counts`, `vocabulary` and `topics`: of its topics, and of the shuffled corpus. */
export const judgedTopics = async (run: StudyRun, samples = 20) => {
  const topics = await run.table(Topics)
  const inputs = { counts: await run.table(DocTermCounts), vocabulary: await run.table(Vocabulary), topics }
  const { output } = await Effect.runPromise(
    runStage(Stability, { inputs, params: stabilityParams(samples), seed, batchRows: 65_536 })
  )
  const rows = Table.toRows(output["topic-stability"])
  const planted = await plantedTopics(run, topics)
  return {
    judged: rows
      .filter(({ corpus }) => corpus === "real")
      .map((row): TopicJudgement => ({ ...row, f1: bestF1(topics.columns.topic, row.topic, planted) })),
    shuffled: rows.filter(({ corpus }) => corpus === "shuffled")
  }
}

/** The planted topic of each post; −1 without a truth. */
const plantedTopics = async (run: StudyRun, { columns: { site, id }, numRows }: Table.Table<typeof Topics>) => {
  const hasTruth = run.summary.results.some((result) => "record" in result && "truth" in result.record.outputs)
  const truth = hasTruth ? await run.rows(Truth) : []
  const byPost = new Map(truth.map((row) => [JSON.stringify([row.site, row.id]), row.topic]))
  return Int32Array.from({ length: numRows }, (_, i) => byPost.get(JSON.stringify([site.at(i), id.at(i)])) ?? -1)
}

/** The largest F1 of a topic and a planted one: twice the posts in both by the posts of the two together. */
const bestF1 = (topics: Int32Array, topic: number, planted: Int32Array): number => {
  const sizes = new Map<number, number>()
  const shared = new Map<number, number>()
  let size = 0
  planted.forEach((other, post) => {
    sizes.set(other, (sizes.get(other) ?? 0) + 1)
    if (topics[post] !== topic) return
    size++
    if (other >= 0) shared.set(other, (shared.get(other) ?? 0) + 1)
  })
  return Array.from(shared, ([other, both]) => (2 * both) / (size + sizes.get(other)!)).reduce(
    (best, f1) => Math.max(best, f1),
    0
  )
}
