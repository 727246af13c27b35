/** The study's rule on real posts: its counts, what its variants add, and the paper's own matching beside an independent one. */
import { createHash } from "node:crypto"
import { assert, describe, it } from "@effect/vitest"
import type * as Table from "@praxis/dataflow/Table"
import { Posts } from "@praxis/tables/Posts"
import { Selection, SelectionFunnel, TermHits } from "@praxis/tables/Selection"
import { rule } from "../src/selection.ts"
import paperRule from "./reference/paper-rule.json" with { type: "json" }
import { runStudy } from "./support/runStudy.ts"

const notebooks = "stackoverflow-notebooks/dataset.csv"
const dataScience = "stackoverflow-data-science-2022/QueryResults.csv"
const folders = [
  `stackoverflow=${notebooks}`,
  `stackoverflow=${dataScience}`,
  "ai.stackexchange.com-2016-12/Posts.xml",
  "ai.stackexchange.com-2017-03/Posts.xml",
  "sede-mixed-posts/posts.csv"
]

type FunnelRow = Table.RowOf<typeof SelectionFunnel>

const stepsOf = (rows: ReadonlyArray<FunnelRow>, variant: string, ...steps: ReadonlyArray<string>) =>
  steps.map((step) =>
    rows.reduce((sum, row) => (row.variant === variant && row.step === step ? sum + row.posts : sum), 0)
  )

/** Posts by year of a step, years without one left out. */
const byYear = (rows: ReadonlyArray<FunnelRow>, step: string) =>
  Object.fromEntries(
    rows.flatMap((row) =>
      row.variant === "paper" && row.step === step && row.posts > 0 ? [[String(row.year), row.posts]] : []
    )
  )

const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")

/** A test for any of the terms as listed, between what is no letter, digit or underscore. */
const asListed = (terms: ReadonlyArray<string>) => new RegExp(`\\b(?:${terms.map(escapeRegExp).join("|")})\\b`, "i")

/** Text of a body, well enough for a count: tags of whole words only. */
const plain = (html: string) =>
  html
    .replace(/<\/?(?:a|b|code|em|i|strong|kbd|sub|sup)\b[^>]*>/g, "")
    .replace(/<[a-z/][^>]*>/gi, " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")

// The description of these files counts 52 and 22 posts that hold terms of both lists, whatever their tags. What the variants add:
const added = {
  // `randomForest`, and a JupyterLab beside a term with underscores; by tag and mention also `StanfordNLP`.
  [notebooks]: { listed: 52, mentioning: ["64149810"], selected: 57, byVariantAlone: ["57078311", "64149810"] },
  // `scikit-learn`; `classification_dfs`; `_regression.py`; `JupyterLab` and `machine_learning_model.sav`.
  [dataScience]: {
    listed: 22,
    mentioning: ["71119326", "71336374", "71826115", "71890943"],
    selected: 36,
    byVariantAlone: ["71890943"]
  }
}

describe("the study's rule on real posts", () => {
  for (const [file, { listed, mentioning, selected, byVariantAlone }] of Object.entries(added)) {
    it(`selects ${selected} questions of ${file}; ${listed} hold terms of both lists as they are listed, ${mentioning.length} more in another spelling`, async () => {
      const run = await runStudy({ inputs: [`stackoverflow=${file}`], targets: ["selection"] })
      const posts = await run.rows(Posts)
      const selection = await run.rows(Selection)
      const a = asListed(rule.a.terms)
      const b = asListed(rule.b.terms)
      const isListed = posts.map(({ title, body }) => {
        const texts = [title, plain(body)]
        return texts.some((text) => a.test(text)) && texts.some((text) => b.test(text))
      })
      assert.lengthOf(isListed.filter(Boolean), listed)
      const idsWhere = (test: (row: (typeof selection)[number], i: number) => boolean) =>
        selection.filter(test).map(({ id }) => id)
      assert.deepStrictEqual(
        idsWhere(({ termsA, termsB }, i) => termsA.length > 0 && termsB.length > 0 && !isListed[i]),
        mentioning
      )
      assert.isEmpty(idsWhere(({ termsA, termsB }, i) => isListed[i]! && (termsA.length === 0 || termsB.length === 0)))

      // Whole words, a hyphen for a blank, nothing else: 55 and 35 questions, and all of them are selected.
      const strict = {
        a: strictly(rule.a.terms),
        b: strictly(rule.b.terms)
      }
      const isStrict = posts.map(({ title, body, tags }) => {
        const texts = [title, plain(body)]
        const bears = (terms: ReadonlyArray<string>) =>
          tags.some((tag) => terms.some((t) => t.replaceAll(" ", "-") === tag))
        const holds = (terms: RegExp) => texts.some((text) => terms.test(text))
        return (bears(rule.a.terms) && holds(strict.b)) || (bears(rule.b.terms) && holds(strict.a))
      })
      assert.lengthOf(isStrict.filter(Boolean), selected - byVariantAlone.length)
      assert.lengthOf(
        idsWhere((row) => row.rule !== null),
        selected
      )
      assert.deepStrictEqual(
        idsWhere((row, i) => row.rule !== null && !isStrict[i]),
        byVariantAlone
      )
      run.dispose()
    })
  }

  for (const [file, reference] of Object.entries(paperRule)) {
    it(`does on ${file} what the paper's code does, by step and year`, async () => {
      const run = await runStudy({ inputs: [`stackoverflow=${file}`], targets: ["selection"] })
      const funnel = await run.rows(SelectionFunnel, "selection-funnel")
      for (const [step, years] of Object.entries(reference.steps)) {
        assert.deepStrictEqual(byYear(funnel, step), years as Record<string, number>, step)
      }
      const ids = (await run.rows(Selection)).flatMap(({ id, paperRule }) => (paperRule === null ? [] : [id]))
      assert.strictEqual(createHash("sha256").update(ids.join("\n")).digest("hex"), reference.selectedIds)
      run.dispose()
    })
  }

  it("runs on five exports at once: 93 of 3,741 questions, and the funnel agrees with the posts", async () => {
    const run = await runStudy({ inputs: folders, targets: ["selection"] })
    const [posts, selection, funnel, hits] = await Promise.all([
      run.rows(Posts),
      run.rows(Selection),
      run.rows(SelectionFunnel, "selection-funnel"),
      run.rows(TermHits, "term-hits")
    ])
    assert.lengthOf(posts, 3741)
    assert.deepStrictEqual(
      stepsOf(funnel, "words", "posts", "tagged-a", "tagged-b", "tagged-both", "a-mentions-b", "b-mentions-a"),
      [3741, 1675, 646, 29, 66, 43]
    )
    assert.deepStrictEqual(stepsOf(funnel, "words", "selected-a", "selected-b", "selected"), [66, 27, 93])
    assert.deepStrictEqual(stepsOf(funnel, "paper", "a-mentions-b", "b-mentions-a"), [58, 59])
    assert.deepStrictEqual(stepsOf(funnel, "paper", "selected-a", "selected-b", "selected"), [49, 29, 78])

    // Each cell of the funnel, counted again from the marks of the posts.
    for (const { variant, site, year, step, posts: counted } of funnel) {
      if (variant === "paper" && step.includes("mentions")) continue
      const own = selection.filter(
        (row, i) => row.site === site && (posts[i]!.createdAt === null ? null : yearOf(posts[i]!.createdAt)) === year
      )
      const test = countedBy[step]!
      assert.strictEqual(own.filter((row) => test(row, variant === "words" ? row.rule : row.paperRule)).length, counted)
    }
    for (const { list, term, variant, tagged, mentioned } of hits) {
      const [tags, terms] = list === "a" ? (["tagsA", "termsA"] as const) : (["tagsB", "termsB"] as const)
      assert.strictEqual(selection.filter((row) => row[tags].includes(term)).length, tagged, term)
      if (variant === "words") {
        assert.strictEqual(selection.filter((row) => row[terms].includes(term)).length, mentioned, term)
      }
    }
    run.dispose()
  })

  it("takes the selected posts alone where it is told so, and finds topics in them", async () => {
    const run = await runStudy({ inputs: folders, set: ["corpus.rule=words"] })
    const selected = (await run.rows(Selection)).filter((row) => row.rule !== null)
    assert.deepStrictEqual(
      (await run.rows(Posts, "corpus")).map(({ site, id }) => `${site} ${id}`),
      selected.map(({ site, id }) => `${site} ${id}`)
    )
    run.dispose()
  })
})

const strictly = (terms: ReadonlyArray<string>) => {
  const words = terms.map((term) => term.split(" ").map(escapeRegExp).join("(?:\\s+|-)"))
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join("|")})(?![\\p{L}\\p{N}])`, "iu")
}

const yearOf = (instant: number): number => new Date(instant).getUTCFullYear()

type Mark = Table.RowOf<typeof Selection>

/** What the posts of a step have, by step. */
const countedBy: Readonly<Record<string, (row: Mark, side: string | null) => boolean>> = {
  posts: () => true,
  "tagged-a": ({ tagsA }) => tagsA.length > 0,
  "tagged-b": ({ tagsB }) => tagsB.length > 0,
  "tagged-both": ({ tagsA, tagsB }) => tagsA.length > 0 && tagsB.length > 0,
  "a-mentions-b": ({ tagsA, termsB }) => tagsA.length > 0 && termsB.length > 0,
  "b-mentions-a": ({ tagsB, termsA }) => tagsB.length > 0 && termsA.length > 0,
  "selected-a": (_, side) => side === "a" || side === "both",
  "selected-b": (_, side) => side === "b",
  selected: (_, side) => side !== null,
  "selected-only-a": ({ tagsB }, side) => side !== null && tagsB.length === 0,
  "selected-only-b": ({ tagsA }, side) => side !== null && tagsA.length === 0,
  "selected-tagged-both": ({ tagsA, tagsB }, side) => side !== null && tagsA.length > 0 && tagsB.length > 0
}
