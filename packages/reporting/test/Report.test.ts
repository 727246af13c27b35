import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { CorpusYears } from "@praxis/tables/Posts"
import { TopicShares, TopicSites, TopicStarts } from "@praxis/tables/Topics"
import { Effect } from "effect"
import { render } from "./render.ts"
import { smallShape } from "./smallShape.ts"
import { studyParams, studyTables, wideShape } from "./studyTables.ts"

const textOf = (markup: string): string =>
  markup
    .replace(/<style>.*?<\/style>/s, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")

describe("Report", () => {
  it.effect("gives the same bytes twice, also after another report", () =>
    Effect.gen(function* () {
      const first = yield* render(studyTables(wideShape), studyParams)
      yield* render(studyTables(smallShape), studyParams)
      assert.strictEqual(yield* render(studyTables(wideShape), studyParams), first)
      assert.isBelow(Buffer.byteLength(first), 1_000_000)
    })
  )

  it.effect("equals the golden report of a small study", () =>
    Effect.gen(function* () {
      const actual = yield* render(studyTables(smallShape), studyParams)
      const golden = new URL("./golden/small.html", import.meta.url)
      if (!existsSync(golden) && process.env["CI"] === undefined) writeFileSync(golden, actual)
      const expected = readFileSync(golden, "utf8")
      if (actual !== expected) writeFileSync(new URL("./golden/small.html-changed", import.meta.url), actual)
      assert.strictEqual(actual, expected)
    })
  )

  it.effect("says on the first screen that posts are simulated, and only then", () =>
    Effect.gen(function* () {
      const simulated = yield* render(studyTables(wideShape), studyParams)
      const banner = simulated.indexOf("These posts are simulated.")
      assert.isAbove(banner, simulated.indexOf("</h1>"))
      assert.isBelow(banner, simulated.indexOf('<dl class="key">'))
      assert.notInclude(yield* render(studyTables(smallShape), studyParams), "These posts are simulated.")
    })
  )

  it.effect("links no simulated post and names no licence for it, and links real ones", () =>
    Effect.gen(function* () {
      const links = /<p class="post-title"><a href="https:/
      const simulated = yield* render(studyTables(wideShape), studyParams)
      assert.notMatch(simulated, links)
      assert.notInclude(simulated, "CC BY-SA")
      const real = yield* render(studyTables(smallShape), studyParams)
      assert.match(real, links)
      assert.include(real, "CC BY-SA")
    })
  )

  it.effect("allows no script, no request and no style but its own", () =>
    Effect.gen(function* () {
      const report = yield* render(studyTables(wideShape), studyParams)
      assert.match(
        report,
        /content="default-src &#39;none&#39;; style-src &#39;sha256-[A-Za-z0-9+/]{43}=&#39;; img-src data:; base-uri &#39;none&#39;; form-action &#39;none&#39;"/
      )
      assert.notMatch(report, /<script|\sstyle=|\son\w+=|<iframe|@import|src="/)
      assert.lengthOf(report.match(/<style/g)!, 1)
    })
  )

  it.effect("shows a count in the place of a share under five posts, and marks years that are not whole", () =>
    Effect.gen(function* () {
      const tables = studyTables(smallShape)
      const row = (year: number, partial: boolean, topic: number, posts: number, total: number) => ({
        site: "ai",
        year,
        partial,
        topic,
        posts,
        total,
        share: posts / total
      })
      const report = yield* render(
        {
          ...tables,
          topicShares: Table.fromRows(TopicShares, [row(2015, true, 0, 8, 10), row(2016, false, 0, 4, 10)]),
          trends: undefined
        },
        studyParams
      )
      assert.include(textOf(report), "2015: 8 of 10 (80.0%)*")
      assert.include(textOf(report), "2016: 4 of 10")
      assert.notInclude(report, "40.0%")
    })
  )

  it.effect("says 0 for a site without a question of the topic, and too few only for some", () =>
    Effect.gen(function* () {
      const row = (topic: number, posts: number) => ({ site: "ai", topic, posts, total: 604, share: posts / 604 })
      const text = textOf(
        yield* render(
          { ...studyTables(smallShape), topicSites: Table.fromRows(TopicSites, [row(0, 0), row(1, 4)]) },
          studyParams
        )
      )
      assert.include(text, "Artificial Intelligence 0 604 0 ")
      assert.include(text, "Artificial Intelligence 4 604 too few ")
    })
  )

  it.effect("labels no axis beside the strip of starts", () =>
    Effect.gen(function* () {
      const report = yield* render(studyTables(wideShape), studyParams)
      assert.notInclude(report, ">0.000000<")
    })
  )

  it.effect("draws none but the flows where no post has a date, and none for one start", () =>
    Effect.gen(function* () {
      const tables = studyTables(smallShape)
      const report = yield* render(
        {
          ...tables,
          corpusYears: Table.fromRows(CorpusYears, []),
          topicShares: Table.fromRows(TopicShares, []),
          kChoice: undefined,
          starts: Table.fromRows(TopicStarts, [
            { start: 0, seed: 1, iterations: 3, converged: true, inertia: 1.5, kept: true }
          ])
        },
        studyParams
      )
      assert.deepStrictEqual(report.match(/<figure[^>]*>/g), ['<figure class="figure flow-figure">'])
      assert.include(textOf(report), "no dates")
    })
  )

  it.effect("prints every parameter, digest and version of the provenance", () =>
    Effect.gen(function* () {
      const tables = studyTables(wideShape)
      const text = textOf(yield* render(tables, studyParams))
      for (const { section, value } of Table.toRows(tables.provenance)) {
        if (section !== "corpus") assert.include(text, value.replaceAll('"', "&quot;"))
      }
    })
  )

  it.effect("shows posts without an address by site and id", () =>
    Effect.gen(function* () {
      const text = textOf(yield* render(studyTables({ ...smallShape, url: () => null }), studyParams))
      assert.include(text, "Question 0 on kernel")
      assert.match(text, /unknown 100001 ·/)
    })
  )
})
