/**
 * A small study whose stages count how often they run, for tests of plan and run.
 *
 *     words ──► lengths ──► total ──► note
 *        └────► initials ─────────────┘
 */
import { file, files } from "@praxis/dataflow/Artifact"
import * as ArtifactStoreMemory from "@praxis/dataflow/ArtifactStoreMemory"
import { type CodeDigest, CodeDigests } from "@praxis/dataflow/CodeDigest"
import { sha256 } from "@praxis/dataflow/Digest"
import type { InputFiles } from "@praxis/dataflow/InputFiles"
import { InputFiles as InputFilesService } from "@praxis/dataflow/InputFiles"
import * as Pipeline from "@praxis/dataflow/Pipeline"
import * as RunLog from "@praxis/dataflow/RunLog"
import * as Stage from "@praxis/dataflow/Stage"
import * as Study from "@praxis/dataflow/Study"
import * as Table from "@praxis/dataflow/Table"
import * as Workers from "@praxis/dataflow/Workers"
import { Effect, Layer, Schema, Stream } from "effect"

export const Words = Table.contract("words", { word: Table.utf8 })
export const Lengths = Table.contract("lengths", { length: Table.uint32 })
export const Total = Table.contract("total", { total: Table.float64 })
export const Facts = Table.contract("facts", { section: Table.utf8, name: Table.utf8, value: Table.utf8 })

/** A stage of the tiny study failed on purpose. */
export class TooLongError extends Schema.TaggedError<TooLongError>()("TooLongError", { total: Schema.Finite }) {
  override get message() {
    return `the total ${this.total} is above the limit`
  }
}

/** A study, and how often each stage ran. */
export const tinyStudy = () => {
  const runs: Record<string, number> = {}
  const ran = (name: string) =>
    Effect.sync(() => {
      runs[name] = (runs[name] ?? 0) + 1
    })

  const Texts = Stage.make("texts", {
    module: "test:texts",
    inputs: {},
    params: Schema.Struct({ text: Schema.String }),
    output: { "made-files": files("files"), "made-count": Total },
    run: ({ params }) =>
      Effect.as(ran("texts"), {
        "made-files": [
          { label: "made.txt", site: "here", content: Stream.make(new TextEncoder().encode(params.text)) }
        ],
        "made-count": Table.make(Total, { total: Float64Array.of(params.text.length) })
      })
  })

  const ReadWords = Stage.stream("words", {
    module: "test:words",
    inputs: { files: files("files") },
    params: Schema.Struct({ lower: Schema.Boolean }),
    output: { words: Words, "empty-files": Words },
    run: ({ inputs, output, params, warn, progress }) =>
      Effect.gen(function* () {
        yield* ran("words")
        progress.total(inputs.files.files.length, "files")
        for (const each of inputs.files.files) {
          const text = Buffer.concat(yield* Stream.runCollect(each.content)).toString("utf8")
          const words = (params.lower ? text.toLowerCase() : text).split(/\s+/).filter((word) => word !== "")
          if (words.length === 0) yield* output["empty-files"].write(Table.fromRows(Words, [{ word: each.label }]))
          yield* output.words.write(
            Table.fromRows(
              Words,
              words.map((word) => ({ word }))
            )
          )
          progress.advance(1)
          if (each.site === undefined) warn(`${each.label} names no site`)
        }
      })
  })

  const MeasureWords = Stage.stream("lengths", {
    module: "test:lengths",
    inputs: { words: Words },
    params: Schema.Struct({}),
    output: Lengths,
    run: ({ inputs, output }) =>
      Effect.andThen(
        ran("lengths"),
        Stream.runForEach(inputs.words.batches, (batch) =>
          output.write(Table.make(Lengths, { length: Uint32Array.from(batch.columns.word, (word) => word.length) }))
        )
      )
  })

  const Initials = Stage.make("initials", {
    module: "test:initials",
    inputs: { words: Words },
    params: Schema.Struct({}),
    output: Words,
    seeded: true,
    run: ({ inputs, seed }) =>
      Effect.as(
        ran("initials"),
        Table.fromRows(
          Words,
          Array.from(inputs.words.columns.word, (word) => ({ word: word.slice(0, 1) + (seed("x") % 2) }))
        )
      )
  })

  const Sum = Stage.make("total", {
    module: "test:total",
    inputs: { lengths: Lengths },
    params: Schema.Struct({ scale: Schema.Finite, limit: Schema.Finite }),
    output: Total,
    run: ({ inputs, params }) =>
      Effect.gen(function* () {
        yield* ran("total")
        const total = inputs.lengths.columns.length.reduce((sum, length) => sum + length, 0) * params.scale
        if (total > params.limit) return yield* new TooLongError({ total })
        return Table.make(Total, { total: Float64Array.of(total) })
      })
  })

  const Note = Stage.make("note", {
    module: "test:note",
    inputs: { total: Total, initials: Words, facts: Facts, count: Stage.optional(Total) },
    params: Schema.Struct({ title: Schema.String }),
    output: file("note", ".txt"),
    run: ({ inputs, params }) =>
      Effect.as(
        ran("note"),
        `${params.title}: ${inputs.total.columns.total[0]} ${[...inputs.initials.columns.word].join("")} ${inputs.count === undefined ? "own" : "made"} ${Table.toRows(inputs.facts).length}\n`
      )
  })

  const source = Pipeline.source(files("files"), { siteOf: (path) => (path.includes("there") ? "there" : undefined) })
  const count = Pipeline.optionalSource("made-count", Total)
  const made = Pipeline.node(Texts, { inputs: {}, params: { text: "one two three" } })
  const { words, "empty-files": emptyFiles } = Pipeline.node(ReadWords, {
    inputs: { files: source },
    params: { lower: false }
  })
  const lengths = Pipeline.node(MeasureWords, { inputs: { words }, params: {} })
  const initials = Pipeline.node(Initials, { inputs: { words }, params: {} })
  const total = Pipeline.node(Sum, { inputs: { lengths }, params: { scale: 1, limit: 1000 } })
  const facts = Pipeline.provenance(Facts, { name: "facts", files: source })
  const note = Pipeline.node(Note, { inputs: { total, initials, facts, count }, params: { title: "Note" } })

  const study = Study.make("tiny", {
    title: "How long are words?",
    seed: 7,
    outputs: [words, emptyFiles, lengths, initials, total, facts],
    target: note,
    corpora: [
      {
        name: "made",
        title: "made words",
        simulated: true,
        sources: { files: made["made-files"], "made-count": made["made-count"] }
      }
    ],
    defaultCorpus: "made"
  })
  return { study, runs }
}

/** Services in memory; `code` and `contents` may be changed between runs. */
export const tinyServices = () => {
  const maps = ArtifactStoreMemory.memory()
  const code = new Map<string, CodeDigest>()
  const contents = new Map<string, string>()
  const codeOf = (module: string) =>
    Effect.sync(() => code.get(module) ?? { digest: "first", files: { [`${module}.ts`]: "first" }, packages: {} })
  const codeDigests = Layer.succeed(CodeDigests, { of: codeOf, afresh: codeOf })
  const inputFiles = Layer.succeed(InputFilesService, {
    digest: (path: string) =>
      Effect.sync(() => ({ digest: sha256(contents.get(path)!), bytes: contents.get(path)!.length })),
    content: (path: string) => Stream.make(new TextEncoder().encode(contents.get(path)!))
  } satisfies InputFiles["Service"])
  const layer = Layer.mergeAll(
    ArtifactStoreMemory.layerMemory(maps),
    RunLog.layerMemory,
    Workers.layerInline,
    codeDigests,
    inputFiles
  )
  return { maps, code, contents, layer }
}
