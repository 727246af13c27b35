/** Runs the study into a folder of its own, for tests that read its tables. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { fileURLToPath } from "node:url"
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as ArtifactStoreFiles from "@praxis/dataflow/ArtifactStoreFiles"
import * as Artifacts from "@praxis/dataflow/Artifacts"
import { type Binding, type BoundStudy, bind } from "@praxis/dataflow/Bind"
import * as CodeDigest from "@praxis/dataflow/CodeDigest"
import * as InputFiles from "@praxis/dataflow/InputFiles"
import { labelsOf } from "@praxis/dataflow/labelsOf"
import * as Run from "@praxis/dataflow/Run"
import * as RunLog from "@praxis/dataflow/RunLog"
import { parse } from "@praxis/dataflow/Setting"
import * as Table from "@praxis/dataflow/Table"
import * as Workers from "@praxis/dataflow/Workers"
import { siteFromPath } from "@praxis/ingest/siteOf"
import { Effect, Layer } from "effect"
import { study } from "../../src/pipeline.ts"

const root = fileURLToPath(new URL("../../../../", import.meta.url))

/** The folder of real posts. */
export const corpora = resolve(root, process.env["PRAXIS_CORPORA"] ?? "../shared/corpora")

/** A finished run. */
export interface StudyRun {
  readonly summary: Run.RunSummary
  /** Rows of a table by its output name. */
  readonly rows: <K extends Table.AnyContract>(contract: K, output?: string) => Promise<ReadonlyArray<Table.RowOf<K>>>
  /** The whole table in columns. */
  readonly table: <K extends Table.AnyContract>(contract: K, output?: string) => Promise<Table.Table<K>>
  readonly warnings: ReadonlyArray<string>
  /** Removes the folder. */
  readonly dispose: () => void
}

/** What to run on: the embedded corpus, or files of the corpora folder (`SITE=FILE` or `FILE`). */
export interface StudyRunOptions {
  readonly inputs?: ReadonlyArray<string>
  readonly set?: ReadonlyArray<string>
  readonly targets?: ReadonlyArray<string>
}

/** Runs the study; fails the test where a stage fails. */
export const runStudy = async ({ inputs, set = [], targets }: StudyRunOptions = {}): Promise<StudyRun> => {
  const folder = mkdtempSync(join(tmpdir(), "praxis-study-"))
  const services = Layer.mergeAll(
    ArtifactStoreFiles.layerFiles(join(folder, "store")),
    RunLog.layerFiles(join(folder, "runs")),
    Workers.layerInline,
    InputFiles.layer(join(folder, "cache", "inputs.json")),
    CodeDigest.layer({ root, cacheFile: join(folder, "cache", "code.json") })
  ).pipe(Layer.provideMerge(NodeServices.layer))
  const summary = await Effect.runPromise(
    Effect.gen(function* () {
      const binding = inputs === undefined ? { corpus: study.defaultCorpus } : yield* filesBinding(inputs)
      const bound: BoundStudy = yield* bind(
        study,
        binding,
        set.map((text) => parse(text)!)
      )
      return yield* Run.run(bound, targets ?? [bound.target])
    }).pipe(Effect.provide(services))
  )
  const failed = summary.results.flatMap((result) =>
    result.status === "failed" ? [`${result.node.name}: ${result.error.message}`] : []
  )
  if (failed.length > 0) throw new Error(failed.join("\n"))
  const records = summary.results.flatMap((result) => ("record" in result ? [result.record] : []))
  const table = <K extends Table.AnyContract>(contract: K, output: string = contract.name) => {
    const stored = records.map((record) => record.outputs[output]).find((each) => each !== undefined)
    if (stored?.kind !== "table") throw new Error(`the run has no table ${output}`)
    return Effect.runPromise(
      Artifacts.tableHandle(output, contract, stored).pipe(
        Effect.flatMap((handle) => handle.table),
        Effect.provide(services)
      )
    )
  }
  return {
    summary,
    table,
    rows: async (contract, output) => Table.toRows(await table(contract, output)),
    warnings: records.flatMap((record) => record.warnings),
    dispose: () => rmSync(folder, { recursive: true, force: true })
  }
}

const filesBinding = (inputs: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const inputFiles = yield* InputFiles.InputFiles
    const named = inputs.map((input) => {
      const [site, file] = input.includes("=") ? (input.split("=") as [string, string]) : [undefined, input]
      return { site, path: resolve(corpora, file) }
    })
    const labels = labelsOf(named.map(({ path }) => path))
    const files = yield* Effect.forEach(named, ({ site, path }, i) =>
      Effect.map(inputFiles.digest(path), (hashed) => ({
        label: labels[i]!,
        site: site ?? siteFromPath(path) ?? null,
        path,
        ...hashed
      }))
    )
    return { files } satisfies Binding
  })
