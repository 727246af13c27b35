import { assert, describe, it } from "@effect/vitest"
import { bind } from "@praxis/dataflow/Bind"
import type { ReadJournal } from "@praxis/dataflow/Journal"
import { meaningsOf } from "@praxis/dataflow/Meanings"
import type * as Pipeline from "@praxis/dataflow/Pipeline"
import * as Run from "@praxis/dataflow/Run"
import { RunLog } from "@praxis/dataflow/RunLog"
import { parse } from "@praxis/dataflow/Setting"
import * as Study from "@praxis/dataflow/Study"
import * as Table from "@praxis/dataflow/Table"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { Total, tinyServices, tinyStudy, Words } from "./TinyStudy.ts"

const { study } = tinyStudy()
const refTo = <C extends Table.AnyContract>(name: string, contract: C): Pipeline.Ref<C, never> =>
  ({ ...study.outputs.find((each) => each.name === name)!, contract }) as Pipeline.Ref<C, never>
const total = refTo("total", Total)
const words = refTo("words", Words)

/** Says both totals and how many words there were. */
const growth = Study.comparison("growth", [total, words], ([a, wordsOfA], [b, wordsOfB]) => ({
  lines: [`${a.columns.total[0]} → ${b.columns.total[0]}`],
  json: { words: [wordsOfA.numRows, wordsOfB.numRows] }
}))

const run = Effect.fnUntraced(function* (settings: ReadonlyArray<string>, target = "note") {
  yield* TestClock.adjust("1 second")
  const bound = yield* bind(
    study,
    { corpus: "made" },
    settings.map((setting) => parse(setting)!)
  )
  yield* Run.run(bound, [target])
  const log = yield* RunLog
  return (yield* log.readJournal((yield* log.journals)[0]!)) as ReadJournal
})

const withServices = <A, E>(
  test: (services: ReturnType<typeof tinyServices>) => Effect.Effect<A, E, any>
): Effect.Effect<A, E> => {
  const services = tinyServices()
  return Effect.provide(test(services), services.layer) as Effect.Effect<A, E>
}

describe("meaningsOf", () => {
  it.effect("gives the tables of both runs to the study's comparison, also where one of them is the same in both", () =>
    withServices(() =>
      Effect.gen(function* () {
        const [a, b] = [yield* run([]), yield* run(["total.scale=2"])]
        assert.deepStrictEqual(yield* meaningsOf({ comparisons: [growth] }, a, b), [
          { name: "growth", lines: ["11 → 22"], json: { words: [3, 3] } }
        ])
        assert.deepStrictEqual(yield* meaningsOf(study, a, b), [])
      })
    )
  )

  it.effect(
    "says nothing where nothing differs, where a run has not all of it, or where other outputs were named",
    () =>
      withServices(() =>
        Effect.gen(function* () {
          const [a, b] = [yield* run([]), yield* run(["total.scale=2"])]
          const only = yield* run([], "words")
          const meanings = (...of: Parameters<typeof meaningsOf> extends [any, ...infer R] ? R : never) =>
            meaningsOf({ comparisons: [growth] }, ...of)
          assert.deepStrictEqual(yield* meanings(a, a), [])
          assert.deepStrictEqual(yield* meanings(a, only), [])
          assert.deepStrictEqual(yield* meanings(a, b, new Set(["initials"])), [])
          assert.strictEqual((yield* meanings(a, b, new Set(["words"]))).length, 1)
        })
      )
  )

  it.effect("says which table is not in the store any more", () =>
    withServices(({ maps }) =>
      Effect.gen(function* () {
        const [a, b] = [yield* run([]), yield* run(["total.scale=2"])]
        maps.records.clear()
        assert.deepStrictEqual(yield* meaningsOf({ comparisons: [growth] }, a, b), [
          { name: "growth", notCompared: "total of A: it is not in the store any more" }
        ])
      })
    )
  )

  it.effect("says so where a table has other columns by now", () =>
    withServices(() =>
      Effect.gen(function* () {
        const [a, b] = [yield* run([]), yield* run(["total.scale=2"])]
        const changed = refTo("total", Table.contract("total", { sum: Table.float64 }))
        const other = Study.comparison("other", [changed], () => ({ lines: [], json: null }))
        const [meaning] = yield* meaningsOf({ comparisons: [other] }, a, b)
        assert.match((meaning as { readonly notCompared: string }).notCompared, /^total of A: .*cannot be read/)
      })
    )
  )
})
