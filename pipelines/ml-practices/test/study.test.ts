/** The study on its embedded corpus: golden tables, and the planted topics found again. */
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { VocabularyLosses } from "@praxis/tables/Documents"
import { Funnel, Posts, Rejects } from "@praxis/tables/Posts"
import { SelectionFunnel, TermHits } from "@praxis/tables/Selection"
import { TopicSizes, TopicTerms, Validity } from "@praxis/tables/Topics"
import { Truth } from "@praxis/tables/Truth"
import sklearn from "./reference/planted-sklearn.json" with { type: "json" }
import { assertGolden, asTsv } from "./support/golden.ts"
import { runStudy, type StudyRun } from "./support/runStudy.ts"

let run: StudyRun
beforeAll(async () => {
  run = await runStudy()
})
afterAll(() => run.dispose())

/** The content of an output of the run. */
const digestOf = (output: string) =>
  run.summary.results.flatMap((result) => ("record" in result ? [result.record.outputs[output]] : [])).find(Boolean)!
    .digest

describe("the study on the simulated corpus", () => {
  it("keeps every planted question, and accounts for every other row", async () => {
    const [posts, truth, rejects, funnel] = await Promise.all([
      run.rows(Posts),
      run.rows(Truth),
      run.rows(Rejects),
      run.rows(Funnel)
    ])
    assert.deepStrictEqual(
      posts.map(({ site, id }) => `${site} ${id}`),
      truth.map(({ site, id }) => `${site} ${id}`)
    )
    const rowsOf = (step: string) => funnel.filter((row) => row.step === step).reduce((n, { rows }) => n + rows, 0)
    assert.strictEqual(rowsOf("kept"), posts.length)
    assert.strictEqual(rowsOf("read"), posts.length + rejects.length)
  })

  it("has the funnel, terms and sizes that were reviewed", async () => {
    assertGolden("funnel.tsv", asTsv(await run.rows(Funnel)))
    const steps = await run.rows(SelectionFunnel)
    assertGolden("selection-funnel.tsv", asTsv(steps.filter(({ posts }) => posts > 0)))
    assertGolden("term-hits.tsv", asTsv((await run.rows(TermHits)).filter((row) => row.tagged + row.mentioned > 0)))
    assertGolden("vocabulary-losses.tsv", asTsv(await run.rows(VocabularyLosses)))
    assertGolden("topic-sizes.tsv", asTsv(await run.rows(TopicSizes)))
    assertGolden("validity.tsv", asTsv(await run.rows(Validity)))
    const terms = await run.rows(TopicTerms)
    assertGolden("topic-terms.tsv", asTsv(terms.filter(({ rank }) => rank <= 10)))
  })

  it("is about all posts: the corpus is the same table as posts", () => {
    assert.strictEqual(digestOf("corpus"), digestOf("posts"))
  })

  it("finds the planted topics again: ARI at least .8 of what the true parameters could say", async () => {
    const validity = new Map((await run.rows(Validity)).map(({ measure, value }) => [measure, value]))
    assert.isAtLeast(validity.get("ari-ratio")!, 0.8)
    assert.closeTo(validity.get("ari-topics")! / validity.get("ari-oracle")!, validity.get("ari-ratio")!, 1e-12)
    assert.isAtLeast(validity.get("ari-oracle")!, 0.9)
    assert.isAtMost(validity.get("ari-oracle")!, 0.95)
  })

  it("is not below scikit-learn's k-means on the same matrix by more than .02", async () => {
    assert.strictEqual(
      digestOf("lsa"),
      sklearn.lsaDigest,
      "the matrix changed: make the reference anew, see planted-sklearn.py"
    )
    const validity = new Map((await run.rows(Validity)).map(({ measure, value }) => [measure, value]))
    assert.isAtLeast(validity.get("ari-topics")!, sklearn.ari - 0.02)
  })
})
