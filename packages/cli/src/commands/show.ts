/**
 * `show`: the columns, the number of rows and the first rows of an output.
 */
import type { TableHandle } from "@praxis/dataflow/Artifact"
import * as Artifacts from "@praxis/dataflow/Artifacts"
import * as Table from "@praxis/dataflow/Table"
import { Effect } from "effect"
import { Command, Flag } from "effect/cli"
import { UsageError } from "../errors.ts"
import { oneNode, selectionFlags } from "../flags.ts"
import { aligned } from "../output/aligned.ts"
import { columnLines, csvField, valueText } from "../output/delimited.ts"
import { count, cut, printable, size } from "../output/text.ts"
import { contractOf, currentResult } from "../result.ts"
import { Screen } from "../Screen.ts"
import { select } from "../selection.ts"

/** The command. */
export const show = Command.make(
  "show",
  {
    name: oneNode,
    ...selectionFlags,
    format: Flag.Literals("format", ["table", "csv", "json"]).pipe(
      Flag.withDescription("How to print the rows"),
      Flag.withDefault("table" as const)
    ),
    rows: Flag.Int("rows").pipe(Flag.withDescription("How many rows to print"), Flag.withDefault(10))
  },
  Effect.fnUntraced(function* ({ name, format, rows, ...options }) {
    const screen = yield* Screen
    if (rows < 0) return yield* new UsageError({ problem: `--rows ${rows}: expected 0 or more` })
    const selection = yield* select({ ...options, names: [name] }, true)
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
    if (format === "json") {
      for (const row of firstRows)
        screen.line(JSON.stringify(row, (_, value) => (typeof value === "bigint" ? String(value) : value)))
      return
    }
    if (format === "csv") {
      screen.line(columns.map(([column]) => column).join(","))
      for (const row of firstRows) screen.line(columns.map(([column, type]) => csvField(type, row[column])).join(","))
      return
    }
    screen.line(
      `${output}: ${count(stored.rows)} rows, ${size(stored.bytes)}, sha256 ${stored.digest.slice(0, 16)}… (${printable(selection.bound.corpus.title)})`
    )
    for (const line of aligned(columnLines(contract).map(([column, type]) => [`  ${column}`, type]))) screen.line(line)
    screen.line("")
    const width = Math.max(8, Math.floor(screen.columns / columns.length) - 2)
    const cells = firstRows.map((row) =>
      columns.map(([column, type]) => cut(printable(valueText(type, row[column])), width))
    )
    for (const line of aligned([columns.map(([column]) => cut(column, width)), ...cells], numberColumns(columns)))
      screen.line(line)
    if (stored.rows > firstRows.length)
      screen.line(`… ${count(stored.rows - firstRows.length)} more rows: pnpm pipeline export ${output}`)
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

const numberColumns = (columns: ReadonlyArray<readonly [string, Table.ColumnType]>): ReadonlySet<number> =>
  new Set(
    columns.flatMap(([, type], i) => {
      const { kind } = type.kind === "nullable" ? type.of : type
      return /^(u?int|float)/.test(kind) ? [i] : []
    })
  )
