import { assert, describe, it } from "@effect/vitest"
import { bind } from "@praxis/dataflow/Bind"
import * as Lock from "@praxis/dataflow/Lock"
import * as Run from "@praxis/dataflow/Run"
import { parse } from "@praxis/dataflow/Setting"
import { Effect } from "effect"
import { tinyServices, tinyStudy } from "./TinyStudy.ts"

/** The lock of a fresh run with the given settings. */
const lockOf = (...settings: ReadonlyArray<string>) => {
  const { study } = tinyStudy()
  return Effect.gen(function* () {
    const bound = yield* bind(
      study,
      { corpus: "made" },
      settings.map((text) => parse(text)!)
    )
    const { results } = yield* Run.run(bound, [bound.target])
    return Lock.make(
      bound,
      new Map(results.flatMap((result) => ("record" in result ? [[result.node.name, result.record]] : [])))
    )
  }).pipe(Effect.provide(tinyServices().layer))
}

describe("Lock", () => {
  it.effect("is the same text for two runs in two stores", () =>
    Effect.gen(function* () {
      assert.strictEqual(Lock.encode(yield* lockOf()), Lock.encode(yield* lockOf()))
    })
  )

  it.effect("reads back what it wrote", () =>
    Effect.gen(function* () {
      const lock = yield* lockOf()
      assert.deepStrictEqual(yield* Lock.decode(Lock.encode(lock)), lock)
      assert.strictEqual((yield* Effect.flip(Lock.decode("{}")))._tag, "SchemaError")
    })
  )

  it.effect("holds for each node the parts of its key and the digests of its outputs, and no path or time", () =>
    Effect.gen(function* () {
      const lock = yield* lockOf()
      assert.deepStrictEqual(Object.keys(lock.nodes), [
        "texts",
        "words",
        "lengths",
        "initials",
        "total",
        "facts",
        "note"
      ])
      assert.deepStrictEqual(lock.nodes["total"]!.params, { scale: 1, limit: 1000 })
      assert.deepStrictEqual(lock.nodes["total"]!.inputs, {
        lengths: lock.nodes["lengths"]!.outputs["lengths"]!.digest
      })
      assert.strictEqual(lock.nodes["words"]!.outputs["words"]!.rows, 3)
      assert.strictEqual(lock.files["test:total.ts"], "first")
      assert.notMatch(Lock.encode(lock), /seconds|"at"/)
    })
  )

  it.effect("names the outputs that differ", () =>
    Effect.gen(function* () {
      const [locked, fresh] = [yield* lockOf(), yield* lockOf("total.scale=2")]
      assert.deepStrictEqual(Lock.mismatches(locked, locked), [])
      assert.deepStrictEqual(
        Lock.mismatches(locked, fresh).map(({ node, output }) => `${node}.${output}`),
        ["total.total", "facts.facts", "note.note"]
      )
      const { total, ...others } = fresh.nodes
      const missing = Lock.mismatches(fresh, { ...fresh, nodes: others })
      assert.deepStrictEqual(missing, [
        { node: "total", output: "total", locked: total!.outputs["total"]!.digest, found: "none" }
      ])
    })
  )
})
