import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { Posts } from "@praxis/tables/Posts"
import { Effect } from "effect"
import { CorpusSummary } from "../src/CorpusSummary.ts"

const post = (site: string, id: string, date: string | null, author: number | null, licence: string | null = null) => ({
  site,
  id,
  title: "t",
  body: "b",
  tags: [],
  createdAt: date === null ? null : Date.parse(date),
  score: null,
  viewCount: null,
  answerCount: null,
  author,
  url: null,
  licence
})

describe("CorpusSummary", () => {
  it.effect("counts by site, and by year with the empty years between; authors over the posts that name one", () =>
    Effect.gen(function* () {
      const posts = Table.fromRows(Posts, [
        post("ai", "1", "2019-12-31T23:59:59.999Z", 0),
        post("ai", "2", "2017-01-01T00:00:00Z", 1),
        post("ai", "3", null, 0),
        post("ai", "4", "2019-02-01T00:00:00Z", null),
        post("cs", "1", null, null)
      ])
      const { output } = yield* runStage(CorpusSummary, { inputs: { posts }, params: {}, batchRows: 2 })
      assert.deepStrictEqual(Table.toRows(output["corpus-sites"]), [
        {
          site: "ai",
          title: "Artificial Intelligence",
          address: "https://ai.stackexchange.com",
          posts: 4,
          firstAt: Date.parse("2017-01-01T00:00:00Z"),
          lastAt: Date.parse("2019-12-31T23:59:59.999Z"),
          undated: 1,
          authors: 2,
          withAuthor: 3
        },
        {
          site: "cs",
          title: "Computer Science",
          address: "https://cs.stackexchange.com",
          posts: 1,
          firstAt: null,
          lastAt: null,
          undated: 1,
          authors: null,
          withAuthor: 0
        }
      ])
      assert.deepStrictEqual(Table.toRows(output["corpus-years"]), [
        { site: "ai", year: 2017, posts: 1 },
        { site: "ai", year: 2018, posts: 0 },
        { site: "ai", year: 2019, posts: 2 }
      ])
    })
  )

  it.effect("counts the licences of each site, in the order of their names, those without one last", () =>
    Effect.gen(function* () {
      const posts = Table.fromRows(Posts, [
        post("ai", "1", null, null),
        post("ai", "2", null, null, "CC BY-SA 4.0"),
        post("ai", "3", null, null, "CC BY-SA 3.0 (by date)"),
        post("ai", "4", null, null, "CC BY-SA 4.0"),
        post("unknown", "1", null, null, "CC BY-SA 4.0")
      ])
      const { output } = yield* runStage(CorpusSummary, { inputs: { posts }, params: {}, batchRows: 2 })
      assert.deepStrictEqual(Table.toRows(output["corpus-licences"]), [
        { site: "ai", licence: "CC BY-SA 3.0 (by date)", posts: 1 },
        { site: "ai", licence: "CC BY-SA 4.0", posts: 2 },
        { site: "ai", licence: null, posts: 1 },
        { site: "unknown", licence: "CC BY-SA 4.0", posts: 1 }
      ])
      assert.deepStrictEqual(
        Table.toRows(output["corpus-sites"]).map(({ title, address }) => [title, address]),
        [
          ["Artificial Intelligence", "https://ai.stackexchange.com"],
          [null, null]
        ]
      )
    })
  )
})
