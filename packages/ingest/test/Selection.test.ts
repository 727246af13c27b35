import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { Effect } from "effect"
import { asTag, checked, type Rule } from "../src/Rule.ts"
import * as Selection from "../src/Selection.ts"
import { inYear, postsOf } from "./posts.ts"

const rule: Rule = {
  name: "notebooks × learning",
  sites: [],
  a: { title: "notebooks", terms: ["jupyter", "jupyter lab"], paperTerms: ["jupyter", "jupyter lab"] },
  b: { title: "learning", terms: ["keras", "scikit learn"], paperTerms: ["keras", " scikit learn"] }
}

const posts = postsOf([
  { site: "ai", id: "1", tags: ["jupyter"], title: "About keras", body: "<p>keras again</p>", createdAt: inYear(2020) },
  { site: "ai", id: "2", tags: ["jupyter"], title: "Plots", body: "<p>no kerasian word</p>", createdAt: inYear(2020) },
  {
    site: "ai",
    id: "3",
    tags: ["scikit-learn"],
    title: "Kernel",
    body: "in <code>JupyterLab</code>",
    createdAt: inYear(2021)
  },
  { site: "ai", id: "4", tags: ["python"], title: "jupyter and keras", createdAt: inYear(2021) },
  // No term is half in the title and half in the body.
  { site: "ai", id: "5", tags: ["jupyter"], title: "What is scikit", body: "learn by doing" },
  { site: "cs", id: "1", tags: ["jupyter", "keras"], title: "t", body: '<p><a href="/keras">x</a></p>' },
  { site: "cs", id: "2", tags: ["keras", "jupyter-lab"], title: "jupyter", body: "keras" },
  { site: "cs", id: "3", tags: ["keras"], title: "Jupyter", body: "scikit-learn" }
])

const select = (own: Rule, batchRows: number) =>
  runStage(Selection.make({ module: import.meta.url, rule: own }), { inputs: { posts }, params: {}, batchRows })

describe("Selection", () => {
  it.effect("says of each post by which tags and terms it is in, as it was meant and as the paper did it", () =>
    Effect.gen(function* () {
      const { output } = yield* select(rule, 2)
      assert.deepStrictEqual(
        Table.toRows(output.selection).map((row) => Object.values(row)),
        [
          ["ai", "1", ["jupyter"], [], [], ["keras"], "a", "a"],
          ["ai", "2", ["jupyter"], [], [], [], null, "a"],
          ["ai", "3", [], ["scikit learn"], ["jupyter lab"], [], "b", "b"],
          ["ai", "4", [], [], ["jupyter"], ["keras"], null, null],
          ["ai", "5", ["jupyter"], [], [], [], null, null],
          ["cs", "1", ["jupyter"], ["keras"], [], [], null, "a"],
          ["cs", "2", ["jupyter lab"], ["keras"], ["jupyter"], ["keras"], "both", "both"],
          ["cs", "3", [], ["keras"], ["jupyter"], ["scikit learn"], "b", "b"]
        ]
      )
    })
  )

  it.effect("counts each step by variant, site and year, steps in their order, posts without a year last", () =>
    Effect.gen(function* () {
      const { output } = yield* select(rule, 3)
      const groups = Map.groupBy(Table.toRows(output["selection-funnel"]), ({ variant, site, year }) =>
        [variant, site, year].join(" ")
      )
      const countsOf = (rows: ReadonlyArray<{ readonly posts: number }>) => rows.map(({ posts }) => posts).join(" ")
      // posts · tagged a, b, both · a mentions b, b mentions a · selected a, b, all · selected and tagged a alone, b alone, both
      assert.deepStrictEqual(
        Array.from(groups, ([group, rows]) => [group, countsOf(rows)]),
        [
          ["words ai 2020", "2 2 0 0 1 0 1 0 1 1 0 0"],
          ["words ai 2021", "2 0 1 0 0 1 0 1 1 0 1 0"],
          ["words ai ", "1 1 0 0 0 0 0 0 0 0 0 0"],
          ["words cs ", "3 2 3 2 1 2 1 1 2 0 1 1"],
          // The first post has keras in title and body, and so counts twice as a hit.
          ["paper ai 2020", "2 2 0 0 3 0 2 0 2 2 0 0"],
          ["paper ai 2021", "2 0 1 0 0 1 0 1 1 0 1 0"],
          ["paper ai ", "1 1 0 0 0 0 0 0 0 0 0 0"],
          ["paper cs ", "3 2 3 2 2 2 2 1 3 0 1 2"]
        ]
      )
      assert.deepStrictEqual(
        groups.get("words ai 2020")!.map(({ step }) => step),
        [
          ["posts", "tagged-a", "tagged-b", "tagged-both", "a-mentions-b", "b-mentions-a"],
          ["selected-a", "selected-b", "selected", "selected-only-a", "selected-only-b", "selected-tagged-both"]
        ].flat()
      )
    })
  )

  it.effect("counts each term's tags, mentions, and the posts that it lets in", () =>
    Effect.gen(function* () {
      const { output } = yield* select(rule, 3)
      assert.deepStrictEqual(
        Table.toRows(output["term-hits"]).map((row) => Object.values(row).join(" ")),
        [
          "words a jupyter 4 3 3",
          "words a jupyter lab 1 1 2",
          "words b keras 3 3 3",
          "words b scikit learn 1 1 1",
          "paper a jupyter 4 4 6",
          "paper a jupyter lab 1 0 1",
          "paper b keras 3 5 5",
          "paper b scikit learn 1 0 1"
        ]
      )
    })
  )

  it.effect("gives the same for batches of any size", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual((yield* select(rule, 1)).output, (yield* select(rule, 100)).output)
    })
  )

  it.effect("marks no post of a site that the rule does not name, and counts it as a post alone", () =>
    Effect.gen(function* () {
      const { output } = yield* select({ ...rule, sites: ["cs"] }, 3)
      const marked = Table.toRows(output.selection).map(({ site, id, tagsA, rule: side }) => [site, id, tagsA, side])
      assert.deepStrictEqual(marked.slice(0, 2), [
        ["ai", "1", [], null],
        ["ai", "2", [], null]
      ])
      assert.deepStrictEqual(marked[6], ["cs", "2", ["jupyter lab"], "both"])
      const ofAi = Table.toRows(output["selection-funnel"]).filter(({ site, posts }) => site === "ai" && posts > 0)
      assert.deepStrictEqual(Array.from(new Set(ofAi.map(({ step }) => step))), ["posts"])
    })
  )

  it.effect("gives no rows of posts and funnel and zeros for each term where there are no posts", () =>
    Effect.gen(function* () {
      const { output } = yield* runStage(Selection.make({ module: import.meta.url, rule }), {
        inputs: { posts: postsOf([]) },
        params: {}
      })
      assert.strictEqual(output.selection.numRows, 0)
      assert.strictEqual(output["selection-funnel"].numRows, 0)
      assert.strictEqual(output["term-hits"].numRows, 8)
      assert.isTrue(Table.toRows(output["term-hits"]).every(({ mentioned }) => mentioned === 0))
    })
  )
})

describe("Rule", () => {
  it("writes a term as a tag with hyphens for blanks", () =>
    assert.strictEqual(asTag("Machine learning model"), "machine-learning-model"))

  it("refuses a term that stands there twice, paper terms that do not fit, and spellings of no term", () => {
    const withA = (a: Partial<Rule["a"]>) => () => checked({ ...rule, a: { ...rule.a, ...a } })
    assert.throws(withA({ terms: ["jupyter", "jupyter"] }), /notebooks: the term jupyter stands there twice/)
    assert.throws(withA({ paperTerms: ["jupyter"] }), /notebooks: 2 terms and 1 paper terms/)
    assert.throws(withA({ spellings: { colab: ["google colab"] } }), /notebooks: spellings of colab/)
    assert.deepStrictEqual(checked(rule), rule)
  })
})
