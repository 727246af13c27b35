import { assert, describe, it } from "@effect/vitest"
import { file, files } from "@praxis/dataflow/Artifact"
import * as Pipeline from "@praxis/dataflow/Pipeline"
import * as Stage from "@praxis/dataflow/Stage"
import * as Study from "@praxis/dataflow/Study"
import * as Table from "@praxis/dataflow/Table"
import { Effect, Schema } from "effect"

const Counts = Table.contract("counts", { doc: Table.uint32, count: Table.uint32 })
const Weights = Table.contract("weights", { doc: Table.uint32, weight: Table.float64 })

class CountError extends Schema.TaggedError<CountError>()("CountError", {}) {}
class WeightError extends Schema.TaggedError<WeightError>()("WeightError", {}) {}

const Count = Stage.stream("count", {
  module: import.meta.url,
  inputs: { files: files("files") },
  params: Schema.Struct({ least: Schema.Int }),
  output: { counts: Counts, dropped: Counts },
  run: ({ output }) =>
    Effect.gen(function* () {
      yield* output.counts.write(Table.make(Counts, { doc: Uint32Array.of(0), count: Uint32Array.of(1) }))
      const other = Table.make(Weights, { doc: Uint32Array.of(0), weight: Float64Array.of(1) })
      // @ts-expect-error a batch of another contract cannot be written
      const wrong = () => output.counts.write(other)
      void wrong
      return yield* new CountError()
    })
})

const Weigh = Stage.make("weigh", {
  module: import.meta.url,
  inputs: { counts: Counts, old: Stage.optional(Weights) },
  params: Schema.Struct({ norm: Schema.Literals(["l2", "none"]) }),
  output: Weights,
  run: ({ inputs, params }) => {
    const count: Uint32Array = inputs.counts.columns.count
    // @ts-expect-error an optional input may be absent
    const old: Float64Array = inputs.old.columns.weight
    // @ts-expect-error parameters have the type of their schema
    const norm: "l1" = params.norm
    void [count, old, norm]
    return Effect.fail(new WeightError())
  }
})

const Write = Stage.make("write", {
  module: import.meta.url,
  inputs: { weights: Weights },
  params: Schema.Struct({}),
  output: file("page", ".html"),
  run: () => Effect.succeed("<p>")
})

const source = Pipeline.source(files("files"))
const { counts, dropped } = Pipeline.node(Count, { inputs: { files: source }, params: { least: 1 } })
const weights = Pipeline.node(Weigh, { inputs: { counts }, params: { norm: "l2" } })
const page = Pipeline.node(Write, { inputs: { weights }, params: {} })

// Wrong wirings do not compile; they are never called.
const wrongWirings = [
  // @ts-expect-error a table of another contract
  () => Pipeline.node(Weigh, { inputs: { counts: weights }, params: { norm: "l2" } }),
  // @ts-expect-error a required input is missing
  () => Pipeline.node(Weigh, { inputs: {}, params: { norm: "l2" } }),
  // @ts-expect-error an optional input of another contract
  () => Pipeline.node(Weigh, { inputs: { counts, old: dropped }, params: { norm: "l2" } }),
  // @ts-expect-error a parameter that its schema does not allow
  () => Pipeline.node(Weigh, { inputs: { counts }, params: { norm: "l3" } }),
  // @ts-expect-error a parameter is missing
  () => Pipeline.node(Weigh, { inputs: { counts }, params: {} }),
  // @ts-expect-error files where a table is wanted
  () => Pipeline.node(Weigh, { inputs: { counts: source }, params: { norm: "l2" } }),
  // @ts-expect-error a file where a table is wanted
  () => Pipeline.node(Write, { inputs: { weights: page }, params: {} }),
  // @ts-expect-error a stage has no output of that name
  () => Pipeline.node(Count, { inputs: { files: source }, params: { least: 1 } }).kept,
  () =>
    Stage.make("wrong", {
      module: import.meta.url,
      inputs: {},
      params: Schema.Struct({}),
      // @ts-expect-error the function must return the contract that is named here
      output: Counts,
      run: () => Effect.succeed(Table.make(Weights, { doc: new Uint32Array(0), weight: new Float64Array(0) }))
    })
]

// The error type of a study is the union of the errors of its stages.
const study = Study.make("typed", {
  title: "t",
  seed: 1,
  outputs: [counts, weights],
  target: page,
  corpora: [],
  defaultCorpus: "none"
})
type Errors = NonNullable<(typeof study)["~error"]>["_tag"]
const all: ReadonlyArray<Errors> = ["CountError", "WeightError", "ArtifactWriteError"]
// @ts-expect-error no stage of the study raises it
const none: Errors = "KMeansError"
void [all, none]

describe("Pipeline", () => {
  it("names a single output after its node, and several by themselves", () => {
    assert.deepStrictEqual(
      [counts.name, dropped.name, weights.name, page.name],
      ["counts", "dropped", "weigh", "write"]
    )
    assert.strictEqual(counts.from, dropped.from)
    assert.lengthOf(wrongWirings, 9)
  })

  it("takes another name where the same stage is used twice", () => {
    const second = Pipeline.node(Weigh, {
      name: "weigh-again",
      inputs: { counts, old: weights },
      params: { norm: "none" }
    })
    assert.strictEqual(second.name, "weigh-again")
  })
})
