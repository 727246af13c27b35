/**
 * The study that the drill runs: small, and of every kind that the engine has.
 *
 *     files ──► words (mapped) ──► lengths (stream, kernels, scratch) ──► total (whole) ──► note (a file, raw files)
 */
import { Effect, Schema, Stream } from "effect"
import { type ArtifactReadError, type ArtifactWriteError, file, files } from "../src/Artifact.ts"
import * as Kernel from "../src/Kernel.ts"
import * as Pipeline from "../src/Pipeline.ts"
import * as Stage from "../src/Stage.ts"
import * as Study from "../src/Study.ts"
import * as Table from "../src/Table.ts"
import type { WorkerCrashError } from "../src/Workers.ts"
import type { wordLengths } from "./wordLengths.ts"

const Words = Table.contract("words", { word: Table.utf8 })
const Lengths = Table.contract("lengths", { length: Table.uint32 })
const Total = Table.contract("total", { total: Table.float64 })

const none = Schema.Struct({})

const ReadWords = Stage.mapped("words", {
  module: import.meta.url,
  inputs: { files: files("files") },
  params: none,
  over: Stage.eachFile("files"),
  part: Words,
  output: Words,
  map: ({ partition, output }): Effect.Effect<void, ArtifactReadError | ArtifactWriteError> =>
    Effect.gen(function* () {
      const text = Buffer.concat(yield* Stream.runCollect(partition.content)).toString("utf8")
      yield* output.write(
        Table.fromRows(
          Words,
          text.split(/\s+/).flatMap((word) => (word === "" ? [] : [{ word }]))
        )
      )
    }),
  combine: Stage.concatenate
})

const kernel = Kernel.make<typeof wordLengths>(new URL("./wordLengths.ts", import.meta.url), "wordLengths")

/** Words in one job, so that arrival order can matter. */
const jobWords = 3

const MeasureWords = Stage.stream("lengths", {
  module: import.meta.url,
  inputs: { words: Words },
  params: Schema.Struct({ scale: Schema.Int }),
  output: Lengths,
  run: ({
    inputs,
    output,
    params,
    workers,
    scratch
  }): Effect.Effect<void, ArtifactReadError | ArtifactWriteError | WorkerCrashError> =>
    Effect.gen(function* () {
      const sorted = yield* scratch.file
      const jobs = inputs.words.batches.pipe(
        Stream.flatMap((batch) => Stream.fromIterable(batch.columns.word)),
        Stream.grouped(jobWords)
      )
      yield* Stream.runForEach(workers.map(kernel, params, jobs), (lengths) =>
        Effect.gen(function* () {
          const offset = yield* sorted.append(new Uint8Array(lengths.buffer as ArrayBuffer))
          const { buffer } = yield* sorted.read(offset, lengths.byteLength)
          yield* output.write(Table.make(Lengths, { length: new Uint32Array(buffer) }))
        })
      )
    })
})

const Sum = Stage.make("total", {
  module: import.meta.url,
  inputs: { lengths: Lengths },
  params: none,
  output: Total,
  run: ({ inputs }) =>
    Effect.sync(() =>
      Table.make(Total, { total: Float64Array.of(inputs.lengths.columns.length.reduce((a, b) => a + b, 0)) })
    )
})

const WriteNote = Stage.make("note", {
  module: import.meta.url,
  inputs: { words: Words, total: Total },
  params: none,
  output: { note: file("note", ".txt"), copies: files("copies") },
  run: ({ inputs }) => {
    const text = `${[...inputs.words.columns.word].join(" ")}\n${inputs.total.columns.total[0]}\n`
    const bytes = new TextEncoder().encode(text)
    return Effect.succeed({
      note: text,
      copies: [
        { label: "whole.txt", site: undefined, content: Stream.make(bytes) },
        { label: "half.txt", site: undefined, content: Stream.make(bytes.subarray(0, bytes.length >> 1)) }
      ]
    })
  }
})

const source = Pipeline.source(files("files"))
const words = Pipeline.node(ReadWords, { inputs: { files: source }, params: {} })
const lengths = Pipeline.node(MeasureWords, { inputs: { words }, params: { scale: 2 } })
const total = Pipeline.node(Sum, { inputs: { lengths }, params: {} })
const { note, copies } = Pipeline.node(WriteNote, { inputs: { words, total }, params: {} })

/** The study. */
export const study = Study.make("drill", {
  title: "How long are words?",
  seed: 1,
  outputs: [words, lengths, total, copies],
  target: note,
  corpora: [],
  defaultCorpus: ""
})

/** The raw files, by name. The number of words is no multiple of a job's. */
export const inputs: Readonly<Record<string, string>> = {
  "a.txt": "how do I save a notebook after the kernel has died\n",
  "b.txt": "out of memory while training größere Netze\n"
}
