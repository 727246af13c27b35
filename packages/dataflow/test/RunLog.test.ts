import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import * as RunLog from "@praxis/dataflow/RunLog"
import { Effect, Layer, Option } from "effect"
import { temporaryFolder } from "./temporaryFolder.ts"

const layers = [
  ["in memory", () => RunLog.layerMemory],
  ["on disk", () => RunLog.layerFiles(temporaryFolder()).pipe(Layer.provide(NodeServices.layer))]
] as const

describe.each(layers)("RunLog %s", (_, make) => {
  it.effect("adds the keys of a run to those of its study and corpus", () =>
    Effect.gen(function* () {
      const log = yield* RunLog.RunLog
      assert.deepStrictEqual(yield* log.lastKeys("s", "c"), {})
      yield* log.rememberKeys("s", "c", { a: "1", b: "1" })
      yield* log.rememberKeys("s", "c", { b: "2" })
      yield* log.rememberKeys("s", "d", { a: "9" })
      assert.deepStrictEqual(yield* log.lastKeys("s", "c"), { a: "1", b: "2" })
    }).pipe(Effect.provide(make()))
  )

  it.effect("tells a new set of own files against the last run on own files, and another corpus against nothing", () =>
    Effect.gen(function* () {
      const log = yield* RunLog.RunLog
      yield* log.rememberKeys("s", "input-aa", { posts: "1", topics: "1" })
      yield* log.rememberKeys("s", "input-bb", { posts: "2" })
      assert.deepStrictEqual(yield* log.lastKeys("s", "input-aa"), { posts: "1", topics: "1" })
      assert.deepStrictEqual(yield* log.lastKeys("s", "input-cc"), { posts: "2", topics: "1" })
      assert.deepStrictEqual(yield* log.lastKeys("s", "simulated"), {})
      assert.deepStrictEqual(yield* log.lastKeys("t", "input-aa"), {})
    }).pipe(Effect.provide(make()))
  )

  it.effect("remembers what the last run of a study ran on", () =>
    Effect.gen(function* () {
      const log = yield* RunLog.RunLog
      assert.isTrue(Option.isNone(yield* log.lastBinding("s")))
      const binding = { inputs: [{ site: "ai", path: "/x/Posts.xml" }], settings: ["topics.k=20"] }
      yield* log.rememberBinding("s", { corpus: "simulated", settings: [] })
      yield* log.rememberBinding("s", binding)
      assert.deepStrictEqual(yield* log.lastBinding("s"), Option.some(binding))
    }).pipe(Effect.provide(make()))
  )
})

describe("RunLog on disk", () => {
  it.effect("takes damaged files for nothing remembered, and writes a journal line by line", () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, "s"))
    writeFileSync(join(folder, "s", "c.keys.json"), "{ torn")
    return Effect.gen(function* () {
      const log = yield* RunLog.RunLog
      assert.deepStrictEqual(yield* log.lastKeys("s", "c"), {})
      yield* log.journal("r1", { event: "begin" })
      yield* log.journal("r1", { event: "end" })
      assert.strictEqual(readFileSync(join(folder, "r1.jsonl"), "utf8"), '{"event":"begin"}\n{"event":"end"}\n')
    }).pipe(Effect.provide(RunLog.layerFiles(folder).pipe(Layer.provide(NodeServices.layer))))
  })
})
