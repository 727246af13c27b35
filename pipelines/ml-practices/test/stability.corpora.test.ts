/** The badges on real posts, and on the same posts with their words dealt out anew. */
import { assert, describe, it } from "@effect/vitest"
import { judgedTopics } from "./support/judgedTopics.ts"
import { runStudy } from "./support/runStudy.ts"

describe("badges on the notebook sample", () => {
  it("call some topics steady and others not, and at most one where the words were dealt out anew", async () => {
    const run = await runStudy({
      inputs: ["stackoverflow=stackoverflow-notebooks/dataset.csv"],
      targets: ["counts", "topics"]
    })
    const { judged, shuffled } = await judgedTopics(run)
    run.dispose()
    const steady = judged.filter(({ badge }) => badge === "steady").length
    assert.isTrue(steady >= 3 && steady < judged.length, `${steady} of ${judged.length} topics are steady`)
    assert.isAtMost(shuffled.filter(({ badge }) => badge === "steady").length, 1)
  })
})
