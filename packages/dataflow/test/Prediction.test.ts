import { assert, describe, it } from "@effect/vitest"
import { bind } from "@praxis/dataflow/Bind"
import { sha256 } from "@praxis/dataflow/Digest"
import type { ReadJournal } from "@praxis/dataflow/Journal"
import { plan } from "@praxis/dataflow/Plan"
import { predict } from "@praxis/dataflow/Prediction"
import * as Run from "@praxis/dataflow/Run"
import { RunLog } from "@praxis/dataflow/RunLog"
import { parse } from "@praxis/dataflow/Setting"
import { Effect } from "effect"
import { mappedStudy } from "./MappedStudy.ts"
import { tinyServices, tinyStudy } from "./TinyStudy.ts"

const boundTo = (...set: ReadonlyArray<string>) =>
  bind(
    tinyStudy().study,
    { corpus: "made" },
    set.map((text) => parse(text)!)
  )

const predicted = (...set: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const bound = yield* boundTo(...set)
    return yield* predict(bound, yield* plan(bound, ["total"]))
  })

/** A run, after which each node is said to have taken the given seconds. */
const ran = (maps: ReturnType<typeof tinyServices>["maps"], secondsByNode: Readonly<Record<string, number>>) =>
  Effect.gen(function* () {
    const summary = yield* Run.run(yield* boundTo(), ["total"])
    for (const result of summary.results) {
      if (!("record" in result)) continue
      const { record, node } = result
      maps.records.set(record.key, { ...record, seconds: secondsByNode[node.name]! })
    }
  })

const seconds = { texts: 1, words: 2, lengths: 4, total: 8 }

const inServices = <E, R>(
  body: (
    maps: ReturnType<typeof tinyServices>["maps"],
    contents: ReturnType<typeof tinyServices>["contents"]
  ) => Effect.Effect<void, E, R>
) => {
  const { maps, contents, layer } = tinyServices()
  return Effect.provide(body(maps, contents), layer)
}

describe("a prediction", () => {
  it.effect("is nothing where all are hits, and tells what their results took", () =>
    inServices((maps) =>
      Effect.gen(function* () {
        yield* ran(maps, seconds)
        const { estimates, ...totals } = yield* predicted()
        assert.deepStrictEqual(totals, { seconds: 0, atMost: 0, longest: null, unknown: 0 })
        assert.deepStrictEqual(estimates.get("total"), { seconds: 8, scaled: false })
      })
    )
  )

  it.effect("adds up what would run, and apart from it what depends on that", () =>
    inServices((maps) =>
      Effect.gen(function* () {
        yield* ran(maps, seconds)
        const { estimates, ...totals } = yield* predicted("words.lower=true")
        assert.deepStrictEqual(totals, {
          seconds: 2,
          atMost: 14,
          longest: { node: "total", seconds: 8 },
          unknown: 0
        })
        assert.deepStrictEqual(estimates.get("lengths"), { seconds: 4, scaled: false })
      })
    )
  )

  it.effect("is in proportion to the rows where those are known before and now", () =>
    inServices((maps) =>
      Effect.gen(function* () {
        yield* ran(maps, seconds)
        yield* Run.run(yield* boundTo("texts.text=one two three four five six"), ["words"])
        const { estimates, ...totals } = yield* predicted("texts.text=one two three four five six")
        assert.deepStrictEqual(estimates.get("lengths"), { seconds: 8, scaled: true })
        assert.deepStrictEqual(totals, { seconds: 8, atMost: 16, longest: { node: "lengths", seconds: 8 }, unknown: 0 })
      })
    )
  )

  it.effect("counts the nodes that never ran here", () =>
    inServices(() =>
      Effect.gen(function* () {
        const { estimates, ...totals } = yield* predicted()
        assert.deepStrictEqual(totals, { seconds: 0, atMost: 0, longest: null, unknown: 4 })
        assert.deepStrictEqual(estimates.get("texts"), { seconds: null, scaled: false })
      })
    )
  )

  it.effect("takes for each task of a mapped stage what its tasks took on average, side by side as they ran", () =>
    inServices((maps, contents) =>
      Effect.gen(function* () {
        const files = (texts: Readonly<Record<string, string>>) =>
          Object.entries(texts).map(([label, text]) => {
            contents.set(label, text)
            return { label, site: "here", path: label, digest: sha256(text), bytes: text.length }
          })
        const { study } = mappedStudy()
        const boundTo = (texts: Readonly<Record<string, string>>) => bind(study, { files: files(texts) })
        const before = yield* boundTo({ a: "one two", b: "three", c: "four" })
        const summary = yield* Run.run(before, ["words"])
        const log = yield* RunLog
        const [run] = yield* log.journals
        const result = summary.results[0]!
        if (!("record" in result)) return assert.fail("the run failed")
        maps.records.set(result.record.key, { ...result.record, seconds: 1 })
        // As a later journal tells it, three tasks side by side and the combine took 7 s.
        const entry = { event: "node", node: "words", status: "ran", reasons: [], key: result.record.key, outputs: {} }
        const head = (yield* log.readJournal(run!)) as ReadJournal
        yield* log.journal(`9${run}`, head.begin)
        yield* log.journal(`9${run}`, { ...entry, seconds: 7, tasks: { hits: 0, ran: 3 } })

        const all = yield* predict(before, yield* plan(before, ["words"]))
        assert.deepStrictEqual(all.estimates.get("words"), { seconds: 7, scaled: false })
        const after = yield* boundTo({ a: "one two", b: "three", c: "five" })
        const planned = yield* plan(after, ["words"])
        const one = yield* predict(after, planned)
        assert.deepStrictEqual(one.estimates.get("words"), { seconds: 3, scaled: true })
      })
    )
  )
})
