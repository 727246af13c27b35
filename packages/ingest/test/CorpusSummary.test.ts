import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { Posts } from "@praxis/tables/Posts"
import { Effect } from "effect"
import { CorpusSummary } from "../src/CorpusSummary.ts"

const post = (site: string, id: string, date: string | null, author: number | null) => ({
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
  licence: null
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
          posts: 4,
          firstAt: Date.parse("2017-01-01T00:00:00Z"),
          lastAt: Date.parse("2019-12-31T23:59:59.999Z"),
          undated: 1,
          authors: 2,
          withAuthor: 3
        },
        { site: "cs", posts: 1, firstAt: null, lastAt: null, undated: 1, authors: null, withAuthor: 0 }
      ])
      assert.deepStrictEqual(Table.toRows(output["corpus-years"]), [
        { site: "ai", year: 2017, posts: 1 },
        { site: "ai", year: 2018, posts: 0 },
        { site: "ai", year: 2019, posts: 2 }
      ])
    })
  )
})
