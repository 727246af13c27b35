/**
 * `export`: an output as CSV, JSON lines or Arrow, with its provenance beside it.
 */
import { ArtifactStore } from "@praxis/dataflow/ArtifactStore"
import * as Artifacts from "@praxis/dataflow/Artifacts"
import * as Table from "@praxis/dataflow/Table"
import { writeAtomically } from "@praxis/dataflow/writeAtomically"
import { Effect, Option, Path, Stream } from "effect"
import { Command, Flag } from "effect/cli"
import { UsageError } from "../errors.ts"
import { exportFormat, type Format, formats } from "../exportFormat.ts"
import { selectionWithOneNode } from "../flags.ts"
import { csvField } from "../output/delimited.ts"
import { plural, toJson } from "../output/text.ts"
import { contractOf, currentResult, type Result } from "../result.ts"
import { Screen } from "../Screen.ts"
import { lastRunNote, type Selection, selectOne } from "../selection.ts"
import { Workspace } from "../Workspace.ts"

/** The command. */
export const exportOutput = Command.make(
  "export",
  {
    ...selectionWithOneNode,
    format: Flag.Literals("format", formats).pipe(
      Flag.withDescription(
        "csv (UTF-8, RFC 4180), json (one object a line) or arrow (IPC file); without it, what the file's name says, and csv on standard output"
      ),
      Flag.optional
    ),
    output: Flag.String("output").pipe(
      Flag.withAlias("o"),
      Flag.withDescription("The file to write; without it, standard output"),
      Flag.withMetavar("FILE"),
      Flag.optional
    )
  },
  Effect.fnUntraced(function* ({ format, output: target, ...options }) {
    const path = yield* Path.Path
    const screen = yield* Screen
    const workspace = yield* Workspace
    const selection = yield* selectOne(options, "export")
    const result = yield* currentResult(selection)
    const chosen = yield* exportFormat(result, format, target)
    const content = yield* contentOf(selection, result, chosen)
    const note = lastRunNote(selection)
    if (Option.isNone(target)) {
      if (chosen === "arrow" && screen.isTerminal) {
        return yield* new UsageError({ problem: "Arrow is not text; name a file for it, such as -o topics.arrow" })
      }
      if (note !== "") screen.error(`${result.output}${note}`)
      yield* content.pipe(
        Stream.takeWhile(() => !screen.isAbandoned()),
        Stream.runForEach(screen.data)
      )
      return
    }
    const file = path.resolve(workspace.invokedFrom, target.value)
    const provenance = `${JSON.stringify(provenanceOf(selection, result), null, 2)}\n`
    yield* writeAtomically(file, content).pipe(
      Effect.andThen(writeAtomically(`${file}.provenance.json`, provenance)),
      Effect.catchTag("PlatformError", (error) =>
        Effect.fail(new UsageError({ problem: `${workspace.shown(file)} cannot be written: ${error.message}` }))
      )
    )
    const rows = result.stored.kind === "table" ? `${plural(result.stored.rows, "row")} in ` : ""
    screen.line(
      `${rows}${workspace.shown(file)}; what it was made from: ${workspace.shown(file)}.provenance.json${note}`
    )
  })
).pipe(
  Command.withDescription("Write an output as CSV, JSON lines or Arrow, and what it was made from beside it"),
  Command.withExamples([
    { command: "pnpm pipeline export topics -o topics.csv", description: "For R, Python or a spreadsheet" },
    { command: "pnpm --silent pipeline export rejects > rejects.csv", description: "To standard output" }
  ])
)

const contentOf = Effect.fnUntraced(function* (selection: Selection, { output, stored }: Result, format: Format) {
  const store = yield* ArtifactStore
  const contract = contractOf(selection, output)
  if (stored.kind === "file") return store.content(stored.digest)
  if (stored.kind === "files" || contract.kind !== "table") {
    return yield* new UsageError({ problem: `${output} is a set of raw files; export a table, such as posts` })
  }
  if (format === "arrow") return store.content(stored.digest)
  const handle = yield* Artifacts.tableHandle(output, contract, stored)
  const columns = Object.entries(contract.columns as Record<string, Table.ColumnType>)
  const lines = Stream.map(handle.batches, (batch) =>
    Table.toRows(batch as Table.Batch<any>)
      .map((row) =>
        format === "json"
          ? toJson(row)
          : columns.map(([column, type]) => csvField(type, (row as Record<string, unknown>)[column])).join(",")
      )
      .map((line) => `${line}\n`)
      .join("")
  )
  const header = format === "csv" ? [`${columns.map(([column]) => column).join(",")}\n`] : []
  return Stream.concat(Stream.fromIterable(header), lines).pipe(Stream.map((text) => new TextEncoder().encode(text)))
})

const provenanceOf = ({ bound }: Selection, { output, stored, record }: Result) => ({
  study: bound.study.name,
  corpus: bound.corpus.id,
  simulated: bound.corpus.simulated,
  seed: bound.study.seed,
  output,
  digest: stored.digest,
  key: record.key,
  code: record.parts.code.digest,
  node: record.parts.node,
  parameters: Object.fromEntries(bound.nodes.map(({ name, paramsJson }) => [name, paramsJson])),
  inputs: bound.corpus.files.map(({ label, site, digest, bytes }) => ({ label, site, digest, bytes }))
})
