/**
 * A study of mapped stages whose tasks count how often they run.
 *
 *     files ──► words (a task a file) ──► lengths (a task a batch) ──► sums (a task a cell)
 */
import { files } from "@praxis/dataflow/Artifact"
import * as Pipeline from "@praxis/dataflow/Pipeline"
import * as Stage from "@praxis/dataflow/Stage"
import * as Study from "@praxis/dataflow/Study"
import * as Table from "@praxis/dataflow/Table"
import { Effect, Schema, Stream } from "effect"

export const Words = Table.contract("words", { word: Table.utf8 })
export const Lengths = Table.contract("lengths", { row: Table.uint32, length: Table.uint32 })
export const Sums = Table.contract("sums", { power: Table.uint32, sum: Table.float64 })

/** A file says that it is bad. */
export class BadFileError extends Schema.TaggedError<BadFileError>()("BadFileError", {
  labels: Schema.Array(Schema.String)
}) {
  override get message() {
    return `bad: ${this.labels.join(", ")}`
  }
}

/** The study, and what ran: tasks as `words/a.txt`, combines as `words`. `moduleOf` gives a stage's module by its name. */
export const mappedStudy = (moduleOf: (stage: string) => string = (stage) => `test:${stage}`) => {
  const ran: Array<string> = []
  const note = (what: string) => Effect.sync(() => void ran.push(what))

  const ReadWords = Stage.mapped("words", {
    module: moduleOf("words"),
    inputs: { files: files("files") },
    params: Schema.Struct({ repeat: Schema.Int }),
    over: Stage.eachFile("files"),
    part: Words,
    output: { words: Words, counts: Sums },
    map: Effect.fnUntraced(function* ({ partition, params, output, warn, progress }) {
      yield* note(`words/${partition.label}`)
      progress.total(partition.bytes, "bytes")
      const text = Buffer.concat(yield* Stream.runCollect(partition.content)).toString("utf8")
      progress.advance(text.length)
      if (text.startsWith("bad")) return yield* new BadFileError({ labels: [partition.label] })
      if (partition.site === undefined) warn(`${partition.label} names no site`)
      const words = text.split(" ").map((word) => ({ word }))
      for (let i = 0; i < params.repeat; i++) yield* output.write(Table.fromRows(Words, words))
    }),
    mergeErrors: (errors: ReadonlyArray<BadFileError>) =>
      new BadFileError({ labels: errors.flatMap(({ labels }) => labels) }),
    combine: Effect.fnUntraced(function* ({ parts, output, warn }) {
      yield* note("words")
      if (parts.length > 1) warn(`${parts.length} files`)
      for (const part of parts) yield* Stream.runForEach(part.output.batches, output.words.write)
      const rows = parts.map((part, i) => ({ power: i, sum: part.output.numRows }))
      yield* output.counts.write(Table.fromRows(Sums, rows))
    })
  })

  const MeasureWords = Stage.mapped("lengths", {
    module: moduleOf("lengths"),
    inputs: { words: Words },
    params: Schema.Struct({}),
    over: Stage.eachBatch("words"),
    part: Lengths,
    output: Lengths,
    map: Effect.fnUntraced(function* ({ partition: { batch, firstRow }, output }) {
      yield* note(`lengths/${firstRow}`)
      yield* output.write(
        Table.make(Lengths, {
          row: Uint32Array.from({ length: batch.numRows }, (_, i) => firstRow + i),
          length: Uint32Array.from(batch.columns.word, (word) => word.length)
        })
      )
    }),
    combine: (args) => Effect.andThen(note("lengths"), Stage.concatenate(args))
  })

  const SumUp = Stage.mapped("sums", {
    module: moduleOf("sums"),
    inputs: { lengths: Lengths },
    params: Schema.Struct({ powers: Schema.Array(Schema.Int) }),
    over: Stage.eachCell(({ powers }: { readonly powers: ReadonlyArray<number> }) =>
      powers.map((power) => ({ power }))
    ),
    part: Sums,
    output: Sums,
    map: Effect.fnUntraced(function* ({ partition: { power }, inputs, output, progress, ...rest }) {
      if (JSON.stringify(rest).includes("powers")) throw new Error("a task of a cell sees the parameters")
      yield* note(`sums/${power}`)
      progress.total(inputs.lengths.numRows, "rows")
      const { columns } = yield* inputs.lengths.table
      const sum = columns.length.reduce((total, length) => total + length ** power, 0)
      progress.advance(columns.length.length)
      yield* output.write(Table.fromRows(Sums, [{ power, sum }]))
    }),
    combine: (args) => Effect.andThen(note("sums"), Stage.concatenate(args))
  })

  const source = Pipeline.source(files("files"))
  const { words, counts } = Pipeline.node(ReadWords, { inputs: { files: source }, params: { repeat: 1 } })
  const lengths = Pipeline.node(MeasureWords, { inputs: { words }, params: {} })
  const sums = Pipeline.node(SumUp, { inputs: { lengths }, params: { powers: [1, 2] } })
  const study = Study.make("mapped", {
    title: "How long are words?",
    seed: 7,
    outputs: [words, counts, lengths],
    target: sums,
    corpora: [],
    defaultCorpus: "none"
  })
  return { study, ran }
}
