/**
 * `show`: the columns, the number of rows and the first rows of an output.
 */
import type { TableHandle } from "@praxis/dataflow/Artifact"
import * as Artifacts from "@praxis/dataflow/Artifacts"
import * as Table from "@praxis/dataflow/Table"
import { Effect } from "effect"
import { Command, Flag } from "effect/cli"
import { commandLine } from "../commandLine.ts"
import { UsageError } from "../errors.ts"
import { selectionWithOneNode } from "../flags.ts"
import { aligned, fittedWidths } from "../output/aligned.ts"
import { columnLines, csvField, valueText } from "../output/delimited.ts"
import { cut, displayWidth } from "../output/displayWidth.ts"
import { count, plural, printable, size } from "../output/text.ts"
import { contractOf, currentResult } from "../result.ts"
import { Screen } from "../Screen.ts"
import { lastRunNote, selectOne } from "../selection.ts"

/** The command. */
export const show = Command.make(
  "show",
  {
    ...selectionWithOneNode,
    format: Flag.Literals("format", ["table", "csv", "json"]).pipe(
      Flag.withDescription("How to print the rows"),
      Flag.withDefault("table" as const)
    ),
    rows: Flag.Int("rows").pipe(Flag.withDescription("How many rows to print; 10 without it"), Flag.withDefault(10))
  },
  Effect.fnUntraced(function* ({ format, rows, ...options }) {
    const screen = yield* Screen
    if (rows < 0) return yield* new UsageError({ problem: `--rows ${rows}: expected 0 or more` })
    const selection = yield* selectOne(options, "show")
    const { output, stored } = yield* currentResult(selection)
    const contract = contractOf(selection, output)
    if (stored.kind !== "table" || contract.kind !== "table") {
      const files =
        stored.kind === "files"
          ? stored.files
          : stored.kind === "file"
            ? [{ label: `${output}${stored.extension}`, ...stored }]
            : []
      for (const line of aligned(files.map((file) => [printable(file.label), size(file.bytes), file.digest])))
        screen.line(line)
      return
    }
    const handle = yield* Artifacts.tableHandle(output, contract, stored)
    const firstRows = yield* firstRowsOf(handle, rows)
    const columns = Object.entries(contract.columns as Record<string, Table.ColumnType>)
    const note = lastRunNote(selection)
    if (format !== "table" && note !== "") screen.error(`${output}${note}`)
    if (format === "json") {
      for (const row of firstRows) screen.json(row)
      return
    }
    if (format === "csv") {
      yield* screen.data(`${columns.map(([column]) => column).join(",")}\n`)
      for (const row of firstRows)
        yield* screen.data(`${columns.map(([column, type]) => csvField(type, row[column])).join(",")}\n`)
      return
    }
    screen.line(
      `${output}: ${plural(stored.rows, "row")}, ${size(stored.bytes)}, sha256 ${stored.digest.slice(0, 16)}… (${selection.bound.corpus.title})${note}`
    )
    for (const line of aligned(columnLines(contract).map(([column, type]) => [`  ${column}`, type]))) screen.line(line)
    screen.line("")
    for (const line of tableLines(columns, firstRows, screen.tableColumns)) screen.line(line)
    if (stored.rows > firstRows.length) {
      const all = yield* commandLine("export", output, selection)
      screen.line(`… ${count(stored.rows - firstRows.length)} more: ${all}`)
    }
  })
).pipe(
  Command.withDescription("Print the columns, the number of rows and the first rows of an output"),
  Command.withExamples([
    { command: "pnpm pipeline show topic-terms", description: "The words of the topics" },
    { command: "pnpm pipeline show rejects --format csv --rows 100", description: "What was not kept, and why" }
  ])
)

/** Reads no more batches than the rows need. */
const firstRowsOf = Effect.fnUntraced(function* (handle: TableHandle<Table.AnyContract>, rows: number) {
  const found: Array<Readonly<Record<string, unknown>>> = []
  for (let i = 0; i < handle.numBatches && found.length < rows; i++) {
    const batch = yield* handle.batch(i)
    found.push(...Table.toRows(Table.slice(batch, 0, Math.min(batch.numRows, rows - found.length))))
  }
  return found
})

/** Rows under their columns' names; where `room` is too small, the widest columns are cut. */
const tableLines = (
  columns: ReadonlyArray<readonly [string, Table.ColumnType]>,
  rows: ReadonlyArray<Readonly<Record<string, unknown>>>,
  room: number
): ReadonlyArray<string> => {
  const cells = [
    columns.map(([column]) => column),
    ...rows.map((row) => columns.map(([column, type]) => printable(valueText(type, row[column]))))
  ]
  const widths = fittedWidths(
    columns.map((_, c) => Math.max(...cells.map((row) => displayWidth(row[c]!)))),
    room
  )
  return aligned(
    cells.map((row) => row.map((cell, c) => cut(cell, widths[c]!))),
    numberColumns(columns)
  )
}

const numberColumns = (columns: ReadonlyArray<readonly [string, Table.ColumnType]>): ReadonlySet<number> =>
  new Set(
    columns.flatMap(([, type], i) => {
      const { kind } = type.kind === "nullable" ? type.of : type
      return /^(u?int|float)/.test(kind) ? [i] : []
    })
  )
