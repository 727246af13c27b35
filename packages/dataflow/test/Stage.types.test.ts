import { assert, describe, it } from "@effect/vitest"
import { files } from "@praxis/dataflow/Artifact"
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { Effect as E, type Effect, Schema } from "effect"

const Counts = Table.contract("counts", { count: Table.uint32 })
const Other = Table.contract("other", { other: Table.utf8 })

class CountError extends Schema.TaggedError<CountError>()("CountError", {}) {}
class MergeError extends Schema.TaggedError<MergeError>()("MergeError", {}) {}

const params = Schema.Struct({ ks: Schema.Array(Schema.Int) })

// Each task and the combine see what they may see; these are never called.
const byFile = Stage.mapped("by-file", {
  module: import.meta.url,
  inputs: { files: files("files"), counts: Counts },
  params,
  over: Stage.eachFile("files"),
  part: { counts: Counts, others: Other },
  output: Counts,
  map: ({ partition, inputs, params, output }) => {
    const label: string = partition.label
    const ks: ReadonlyArray<number> = params.ks
    // @ts-expect-error the input that is cut is seen by its partition alone
    const whole = inputs.files
    // @ts-expect-error a batch of another contract cannot be written
    const wrong = () => output.counts.write(Table.make(Other, { other: Table.make(Other, {}) }))
    void [label, ks, whole, wrong, inputs.counts.numRows]
    return E.fail(new CountError())
  },
  combine: ({ parts, output }) => {
    const rows: number = parts[0]!.output.counts.numRows
    // @ts-expect-error a part has the outputs that it declares
    const missing = parts[0]!.output.missing
    void [rows, missing, output.write]
    return E.fail(new MergeError())
  }
})

const byBatch = Stage.mapped("by-batch", {
  module: import.meta.url,
  inputs: { counts: Counts },
  params,
  over: Stage.eachBatch("counts"),
  part: Counts,
  output: Counts,
  map: ({ partition: { batch, firstRow }, output }) => {
    const count: Uint32Array = batch.columns.count
    void [count, firstRow]
    return E.orDie(output.write(batch))
  },
  combine: (args) => E.orDie(Stage.concatenate(args))
})

const byCell = Stage.mapped("by-cell", {
  module: import.meta.url,
  inputs: { counts: Counts },
  params,
  over: Stage.eachCell(({ ks }: typeof params.Type) => ks.map((k) => ({ k }))),
  part: Counts,
  output: Counts,
  map: (args) => {
    const k: number = args.partition.k
    // @ts-expect-error a cell is all that its task knows of the parameters
    const all = args.params
    void [k, all, args.inputs.counts.numRows]
    return E.void
  },
  combine: ({ params: { ks } }) => E.sync(() => void ks.length)
})

type ErrorOf<S> = S extends Stage.Stage<any, any, any, any, infer Error> ? Error : never
const same = <A, B>(_: [A] extends [B] ? ([B] extends [A] ? true : false) : false) => {}

describe("Stage.mapped", () => {
  it("has the errors of its tasks and of its combine", () => {
    same<ErrorOf<typeof byFile>, CountError | MergeError>(true)
    same<ErrorOf<typeof byBatch>, never>(true)
    same<Effect.Effect<void, never>, Effect.Effect<void, never>>(true)
    assert.strictEqual(byFile.mode, "mapped")
  })

  it("names the input that is cut, and none where cells are made from parameters", () => {
    assert.deepStrictEqual([byFile, byBatch, byCell].map(Stage.cutInput), ["files", "counts", undefined])
  })
})
