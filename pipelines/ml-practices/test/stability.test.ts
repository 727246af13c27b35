/** On the simulated corpus the badges tell planted topics from what the clustering made of the rest. */
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import type * as Table from "@praxis/dataflow/Table"
import type { TopicStability } from "@praxis/tables/Stability"
import { judgedTopics, type TopicJudgement } from "./support/judgedTopics.ts"
import { runStudy, type StudyRun } from "./support/runStudy.ts"

describe("badges on the simulated corpus", () => {
  let run: StudyRun
  let judged: ReadonlyArray<TopicJudgement>
  let shuffled: ReadonlyArray<Table.RowOf<typeof TopicStability>>
  beforeAll(async () => {
    run = await runStudy({ targets: ["counts", "validity"] })
    ;({ judged, shuffled } = await judgedTopics(run))
  }, 120_000)
  afterAll(() => run.dispose())

  it("call most topics steady, and nearly every post of a planted topic is in the steady topic that finds it", () => {
    const steady = judged.filter(({ badge }) => badge === "steady")
    assert.isAtLeast(steady.length, 10)
    for (const { topic, f1 } of steady) assert.isAtLeast(f1, 0.75, `topic ${topic}`)
  })

  it("call no topic steady that finds no planted one", () => {
    for (const { topic, badge, f1 } of judged) {
      if (f1 < 0.6) assert.notStrictEqual(badge, "steady", `topic ${topic} agrees with a planted one by F1 ${f1}`)
    }
  })

  it("call at most one topic steady where the words were dealt out anew", () => {
    assert.isAtMost(shuffled.filter(({ badge }) => badge === "steady").length, 1)
  })
})
