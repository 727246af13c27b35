import * as ArtifactStoreMemory from "@praxis/dataflow/ArtifactStoreMemory"
import * as Artifacts from "@praxis/dataflow/Artifacts"
import { bind } from "@praxis/dataflow/Bind"
import { CodeDigests } from "@praxis/dataflow/CodeDigest"
import { compareRuns } from "@praxis/dataflow/CompareRuns"
import { sha256 } from "@praxis/dataflow/Digest"
import { InputFiles } from "@praxis/dataflow/InputFiles"
import type { ReadJournal } from "@praxis/dataflow/Journal"
import * as Pipeline from "@praxis/dataflow/Pipeline"
import type { StoredTable } from "@praxis/dataflow/Record"
import * as Run from "@praxis/dataflow/Run"
import type { RunEvent } from "@praxis/dataflow/RunEvent"
import * as RunLog from "@praxis/dataflow/RunLog"
import { SourceTexts } from "@praxis/dataflow/SourceTexts"
import * as Study from "@praxis/dataflow/Study"
import * as Table from "@praxis/dataflow/Table"
import * as Workers from "@praxis/dataflow/Workers"
import { CorpusFiles } from "@praxis/tables/CorpusFiles"
import { Effect, Layer, Stream } from "effect"
import { IngestPosts } from "../src/IngestPosts.ts"

/** A file by its label: what it says, and its site where the person names it. */
export type EngineFiles = Readonly<Record<string, string | { readonly site: string; readonly content: string }>>

/** An engine in memory with a study of the stage `posts` alone, and what its runs come to. */
const engine = (params: (typeof IngestPosts)["params"]["Type"]) => {
  const { posts } = Pipeline.node(IngestPosts, { inputs: { files: Pipeline.source(CorpusFiles) }, params })
  const study = Study.make("ingest-only", {
    title: "Ingest",
    seed: 1,
    outputs: [],
    target: posts,
    corpora: [],
    defaultCorpus: "none"
  })
  const memory = ArtifactStoreMemory.memory()
  const contents = new Map<string, string>()
  const code = Effect.succeed({ digest: "same", files: {}, packages: {} })
  const layer = Layer.mergeAll(
    ArtifactStoreMemory.layerMemory(memory),
    RunLog.layerMemory,
    Workers.layerInline,
    Layer.succeed(CodeDigests, { of: () => code, afresh: () => code }),
    Layer.succeed(SourceTexts, { text: () => Effect.succeed(undefined) }),
    Layer.succeed(InputFiles, {
      digest: (path) => Effect.sync(() => ({ digest: sha256(contents.get(path)!), bytes: contents.get(path)!.length })),
      content: (path) => Stream.make(new TextEncoder().encode(contents.get(path)!))
    })
  )

  /** Runs on these files: the tasks that ran, the digests of the outputs, the failure. */
  const run = Effect.fnUntraced(function* (files: EngineFiles) {
    const external = Object.entries(files).map(([label, file]) => {
      const { site, content } = typeof file === "string" ? { site: null, content: file } : file
      contents.set(label, content)
      return { path: label, label, site, digest: sha256(content), bytes: content.length }
    })
    const events: Array<RunEvent> = []
    const bound = yield* bind(study, { files: external })
    const { results } = yield* Run.run(bound, ["posts"], { onEvent: (event) => void events.push(event) })
    const result = results.find(({ node }) => node.name === "posts")!
    const outputs = "record" in result ? result.record.outputs : {}
    return {
      tasks: events.flatMap((event) => (event._tag === "TaskFinished" ? [event.task] : [])),
      digests: Object.fromEntries(Object.entries(outputs).map(([name, { digest }]) => [name, digest])),
      message: result.status === "failed" ? result.error.message : undefined,
      warnings: "record" in result ? result.record.warnings : [],
      /** The rows of an output as plain values. */
      rows: (name: keyof (typeof IngestPosts)["outputs"]) =>
        Artifacts.tableHandle(name, IngestPosts.outputs[name] as Table.AnyContract, outputs[name] as StoredTable).pipe(
          Effect.flatMap(({ table }) => table),
          Effect.map((table) => Table.toRows(table) as ReadonlyArray<Readonly<Record<string, unknown>>>)
        )
    }
  })

  /** The last two runs, side by side; under a clock that moves, since runs are called by their time. */
  const compareLast = Effect.gen(function* () {
    const log = yield* RunLog.RunLog
    const [after, before] = (yield* log.journals).slice(0, 2)
    const read = (name: string) =>
      Effect.flatMap(log.readJournal(name), (journal) =>
        "begin" in journal ? Effect.succeed(journal as ReadJournal) : Effect.die("the journal is damaged")
      )
    return yield* compareRuns(yield* read(before!), yield* read(after!))
  })

  /** All bytes in the store, by digest or key. */
  const storedBytes = (): ReadonlyMap<string, Uint8Array> =>
    new Map([
      ...memory.objects,
      ...Array.from(memory.records, ([key, record]) => [key, new TextEncoder().encode(JSON.stringify(record))] as const)
    ])
  return { layer, run, compareLast, storedBytes }
}

/** Runs a test with an engine of its own. */
export const withEngine = (
  params: (typeof IngestPosts)["params"]["Type"],
  body: (engine: Omit<Engine, "layer">) => Effect.Effect<void, unknown, Layer.Success<Engine["layer"]>>
) => {
  const { layer, ...made } = engine(params)
  return Effect.provide(body(made), layer)
}

type Engine = ReturnType<typeof engine>
