import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { TopicShares } from "@praxis/topic-clustering/TopicShares"
import { Effect } from "effect"
import { postsTable, topicsTable } from "./tables.ts"

const at = (date: string) => Date.parse(`${date}T12:00:00Z`)

describe("TopicShares", () => {
  it.effect("counts posts by topic, site and year, zeros and unassigned posts included", () =>
    Effect.gen(function* () {
      const { output } = yield* runStage(TopicShares, {
        inputs: {
          topics: topicsTable([{ topic: 0 }, { topic: 1 }, { topic: -1 }, { topic: 0 }, { topic: 0 }]),
          posts: postsTable([
            { site: "ai", createdAt: at("2019-05-01") },
            { site: "ai", createdAt: at("2021-12-31") },
            { site: "stackoverflow", createdAt: at("2020-01-01") },
            { site: "stackoverflow", createdAt: at("2020-06-01") },
            { site: "stackoverflow" }
          ])
        },
        params: {},
        batchRows: 2
      })
      const rows = (table: Table.Table<any>) => Table.toRows(table).map((row) => Object.values(row))
      assert.deepStrictEqual(rows(output["topic-sizes"]), [
        [0, 3, 0.6],
        [1, 1, 0.2],
        [-1, 1, 0.2]
      ])
      assert.deepStrictEqual(rows(output["topic-sites"]), [
        ["ai", 0, 1, 2, 0.5],
        ["ai", 1, 1, 2, 0.5],
        ["ai", -1, 0, 2, 0],
        ["stackoverflow", 0, 2, 3, 2 / 3],
        ["stackoverflow", 1, 0, 3, 0],
        ["stackoverflow", -1, 1, 3, 1 / 3]
      ])
      assert.deepStrictEqual(rows(output["topic-shares"]), [
        ["ai", 2019, true, 0, 1, 1, 1],
        ["ai", 2019, true, 1, 0, 1, 0],
        ["ai", 2019, true, -1, 0, 1, 0],
        ["ai", 2020, false, 0, 0, 0, 0],
        ["ai", 2020, false, 1, 0, 0, 0],
        ["ai", 2020, false, -1, 0, 0, 0],
        ["ai", 2021, true, 0, 0, 1, 0],
        ["ai", 2021, true, 1, 1, 1, 1],
        ["ai", 2021, true, -1, 0, 1, 0],
        ["stackoverflow", 2020, true, 0, 1, 2, 0.5],
        ["stackoverflow", 2020, true, 1, 0, 2, 0],
        ["stackoverflow", 2020, true, -1, 1, 2, 0.5]
      ])
    })
  )

  it.effect("takes the year in UTC and has no −1 where every post has a topic", () =>
    Effect.gen(function* () {
      const { output } = yield* runStage(TopicShares, {
        inputs: {
          topics: topicsTable([{ topic: 0 }, { topic: 0 }]),
          posts: postsTable([
            { createdAt: Date.parse("2020-12-31T23:59:59.999Z") },
            { createdAt: Date.parse("2021-01-01T00:00:00Z") }
          ])
        },
        params: {}
      })
      assert.deepStrictEqual(Array.from(output["topic-shares"].columns.year), [2020, 2021])
      assert.deepStrictEqual(Array.from(output["topic-sizes"].columns.topic), [0])
    })
  )

  it.effect("gives sizes and sites, and no years, where no post has a date", () =>
    Effect.gen(function* () {
      const { output } = yield* runStage(TopicShares, {
        inputs: { topics: topicsTable([{ topic: 0 }]), posts: postsTable([{}]) },
        params: {}
      })
      assert.deepStrictEqual(
        [output["topic-sizes"].numRows, output["topic-sites"].numRows, output["topic-shares"].numRows],
        [1, 1, 0]
      )
    })
  )
})
