import { assert, describe, it } from "@effect/vitest"
import { file, files } from "@praxis/dataflow/Artifact"
import { ArtifactStore } from "@praxis/dataflow/ArtifactStore"
import { bind } from "@praxis/dataflow/Bind"
import * as Pipeline from "@praxis/dataflow/Pipeline"
import { firstDeviation, lastComputation } from "@praxis/dataflow/Rerun"
import { run } from "@praxis/dataflow/Run"
import * as Stage from "@praxis/dataflow/Stage"
import * as Study from "@praxis/dataflow/Study"
import * as Table from "@praxis/dataflow/Table"
import { Effect, Layer, Schema, Stream } from "effect"
import { tinyServices } from "./TinyStudy.ts"

const Hours = Table.contract("hours", { name: Table.utf8, hour: Table.int32 })
const Sums = Table.contract("sums", { sum: Table.float64 })

/** What the stages must not look at, and one of them does. */
interface Around {
  readonly hour: number
  readonly banner: string
  readonly label: string
}

const noon: Around = { hour: 12, banner: "same", label: "a.txt" }

/** `hours` is followed by `sums`, and `sums` by `note`; `copies` stands alone. Sources come first. */
const studyIn = ({ hour, banner, label }: Around) => {
  const HoursOf = Stage.make("hours", {
    module: "test:hours",
    inputs: {},
    params: Schema.Struct({}),
    output: { hours: Hours, names: Hours },
    run: () =>
      Effect.succeed({
        names: Table.fromRows(Hours, []),
        hours: Table.fromRows(Hours, [
          { name: "first", hour: 1 },
          { name: "second", hour }
        ])
      })
  })
  const Sum = Stage.make("sums", {
    module: "test:sums",
    inputs: { hours: Hours },
    params: Schema.Struct({}),
    output: Sums,
    run: ({ inputs }) =>
      Effect.succeed(
        Table.make(Sums, { sum: Float64Array.of(inputs.hours.columns.hour.reduce((sum, each) => sum + each, 0)) })
      )
  })
  const Note = Stage.make("note", {
    module: "test:note",
    inputs: { sums: Sums, copies: files("copies") },
    params: Schema.Struct({}),
    output: file("note", ".txt"),
    run: ({ inputs }) => Effect.succeed(`sum ${inputs.sums.columns.sum[0]}, ${banner}`)
  })
  const Copies = Stage.make("copies", {
    module: "test:copies",
    inputs: {},
    params: Schema.Struct({}),
    output: files("copies"),
    run: () =>
      Effect.succeed([
        { label: "always.txt", site: undefined, content: Stream.make(new TextEncoder().encode("always")) },
        { label, site: "here", content: Stream.make(new TextEncoder().encode("copied")) }
      ])
  })
  const { hours, names } = Pipeline.node(HoursOf, { inputs: {}, params: {} })
  const sums = Pipeline.node(Sum, { inputs: { hours }, params: {} })
  const copies = Pipeline.node(Copies, { inputs: {}, params: {} })
  const note = Pipeline.node(Note, { inputs: { sums, copies }, params: {} })
  return Study.make("hours", {
    title: "What time is it?",
    seed: 1,
    outputs: [hours, names, sums, copies],
    target: note,
    corpora: [{ name: "none", title: "nothing", simulated: true, sources: {} }],
    defaultCorpus: "none"
  })
}

/** Computes the study in a store of its own. */
const computedIn = (around: Around, targets: ReadonlyArray<string> = ["note"]) =>
  Effect.gen(function* () {
    const bound = yield* bind(studyIn(around), { corpus: "none" })
    const summary = yield* run(bound, targets)
    assert.isTrue(summary.ok)
    return { bound, computation: yield* lastComputation(bound) }
  }).pipe(Effect.provide(Layer.fresh(tinyServices().layer)))

const deviation = (one: Around, other: Around) =>
  Effect.gen(function* () {
    const a = yield* computedIn(one)
    const b = yield* computedIn(other)
    return yield* firstDeviation(a.bound, ["note"], a.computation, b.computation)
  })

describe("the first deviation of two computations", () => {
  it.effect("is none where everything comes out the same", () =>
    Effect.gen(function* () {
      assert.isUndefined(yield* deviation(noon, noon))
    })
  )

  it.effect("names the node at the root, the row, the column and both values, and not what follows from it", () =>
    Effect.gen(function* () {
      const found = yield* deviation(noon, { ...noon, hour: 13 })
      assert.strictEqual(found?.node, "hours")
      assert.strictEqual(found?.output, "hours")
      assert.deepStrictEqual(found?.difference, { kind: "cell", row: 1, column: "hour", a: "12", b: "13" })
      assert.deepStrictEqual(found?.later, ["sums", "note"])
    })
  )

  it.effect("names the first other byte of a file", () =>
    Effect.gen(function* () {
      const found = yield* deviation(noon, { ...noon, banner: "some" })
      assert.strictEqual(found?.node, "note")
      assert.deepStrictEqual(found?.difference, { kind: "byte", file: undefined, offset: "sum 13, s".length })
      assert.deepStrictEqual(found?.later, [])
    })
  )

  it.effect("names the end of the shorter file as the first other byte", () =>
    Effect.gen(function* () {
      const found = yield* deviation(noon, { ...noon, banner: "same and more" })
      assert.deepStrictEqual(found?.difference, { kind: "byte", file: undefined, offset: "sum 13, same".length })
    })
  )

  it.effect("tells files of other names", () =>
    Effect.gen(function* () {
      const found = yield* deviation(noon, { ...noon, label: "b.txt" })
      assert.strictEqual(found?.node, "copies")
      assert.deepStrictEqual(found?.difference, {
        kind: "files",
        a: ["always.txt", "a.txt (here)"],
        b: ["always.txt", "b.txt (here)"]
      })
    })
  )

  it.effect("compares only nodes of which both have a result", () =>
    Effect.gen(function* () {
      const a = yield* computedIn(noon, ["hours"])
      const b = yield* computedIn({ ...noon, banner: "other" })
      assert.isUndefined(yield* firstDeviation(b.bound, ["note"], a.computation, b.computation))
      assert.deepStrictEqual([...a.computation.results.keys()], ["hours"])
    })
  )

  it.effect("fails with a typed error where a store lost the bytes of a result", () =>
    Effect.gen(function* () {
      const a = yield* computedIn(noon)
      const b = yield* computedIn({ ...noon, hour: 13 })
      const range: ArtifactStore["Service"]["range"] = (digest) => a.computation.store.range(`${digest}0`, 0, 1)
      const broken = { ...a.computation, store: ArtifactStore.of({ ...a.computation.store, range }) }
      const error = yield* Effect.flip(firstDeviation(a.bound, ["note"], broken, b.computation))
      assert.strictEqual(error._tag, "ArtifactReadError")
    })
  )
})
