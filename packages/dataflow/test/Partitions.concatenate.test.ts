import { assert, describe, it } from "@effect/vitest"
import { ArtifactStore } from "@praxis/dataflow/ArtifactStore"
import * as Artifacts from "@praxis/dataflow/Artifacts"
import { bind } from "@praxis/dataflow/Bind"
import * as Pipeline from "@praxis/dataflow/Pipeline"
import type { StoredTable } from "@praxis/dataflow/Record"
import * as Run from "@praxis/dataflow/Run"
import * as Stage from "@praxis/dataflow/Stage"
import * as Study from "@praxis/dataflow/Study"
import * as Table from "@praxis/dataflow/Table"
import { Deferred, Effect, Layer, Schema } from "effect"
import { tinyServices } from "./TinyStudy.ts"

const Numbers = Table.contract("numbers", { n: Table.uint32 })

class RefusedError extends Schema.TaggedError<RefusedError>()("RefusedError", {}) {
  override get message() {
    return "refused"
  }
}

/** A study of three cells that are put together; `map` does what is to be done before a cell's number is written. */
const numbersStudy = (map: (cell: number) => Effect.Effect<void, RefusedError>) => {
  const WriteNumbers = Stage.mapped("numbers", {
    module: "test:numbers",
    inputs: {},
    params: Schema.Struct({}),
    over: Stage.eachCell(() => [7, 8, 9]),
    part: Numbers,
    output: Numbers,
    map: ({ partition, output }) =>
      Effect.andThen(map(partition), output.write(Table.fromRows(Numbers, [{ n: partition }]))),
    combine: Stage.concatenate
  })
  const numbers = Pipeline.node(WriteNumbers, { inputs: {}, params: {} })
  return Study.make("numbers", {
    title: "Numbers",
    seed: 1,
    outputs: [],
    target: numbers,
    corpora: [{ name: "none", title: "No files", simulated: false, sources: {} }],
    defaultCorpus: "none"
  })
}

const runOf = Effect.fnUntraced(function* (study: ReturnType<typeof numbersStudy>) {
  const bound = yield* bind(study, { corpus: "none" }, [])
  return yield* Run.run(bound, [bound.target])
})

describe("a combine that concatenates", () => {
  it.effect("reads the first part while a later task runs", () =>
    Effect.gen(function* () {
      const read = yield* Deferred.make<void>()
      const { layer } = tinyServices()
      const telling = Layer.effect(
        ArtifactStore,
        Effect.map(ArtifactStore, (store) =>
          ArtifactStore.of({
            ...store,
            range: (...place) => Effect.tap(store.range(...place), () => Deferred.succeed(read, undefined))
          })
        )
      ).pipe(Layer.provideMerge(layer))
      // The last task ends once a part has been read: a combine that came after it would wait for ever.
      const study = numbersStudy((cell) => (cell === 9 ? Deferred.await(read) : Effect.void))
      const [result] = (yield* Effect.provide(runOf(study), telling)).results
      assert.strictEqual(result!.status, "ran")
      const stored = (result as { readonly record: { readonly outputs: Record<string, StoredTable> } }).record.outputs
      const handle = yield* Effect.provide(Artifacts.tableHandle("numbers", Numbers, stored["numbers"]!), telling)
      assert.deepStrictEqual(Table.toRows(yield* handle.table), [{ n: 7 }, { n: 8 }, { n: 9 }])
    })
  )

  it.effect("ends with the error of a task, without a result", () =>
    Effect.gen(function* () {
      const services = tinyServices()
      const study = numbersStudy((cell) => (cell === 8 ? Effect.fail(new RefusedError()) : Effect.void))
      const { ok, results } = yield* Effect.provide(runOf(study), services.layer)
      assert.isFalse(ok)
      assert.strictEqual((results[0] as unknown as { readonly error: Error }).error.message, "refused")
      // The parts of the two other cells; nothing of the combine.
      assert.strictEqual(services.maps.records.size, 2)
    })
  )
})
