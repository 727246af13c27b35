/**
 * One file to its questions in the order of posts, its rejects, and what is said and counted of it.
 */
import type { RawFile } from "@praxis/dataflow/Artifact"
import type { Progress } from "@praxis/dataflow/Progress"
import { releaseBatch } from "@praxis/dataflow/releaseMemory"
import type { Scratch } from "@praxis/dataflow/Scratch"
import type { StreamOutputs } from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import type { KernelRunner } from "@praxis/dataflow/Workers"
import { Rejects } from "@praxis/tables/Posts"
import { Effect, Stream } from "effect"
import type { ColumnMap } from "./columnsOf.ts"
import { type IngestPart, IngestRows } from "./IngestRows.ts"
import { InputProblem } from "./InputError.ts"
import { LatestInstant } from "./LatestInstant.ts"
import { Notes } from "./Notes.ts"
import { RejectBudget } from "./RejectBudget.ts"
import { readMember } from "./readMember.ts"
import type { PlacedPiece } from "./readText.ts"
import { SortedRows } from "./SortedRows.ts"
import { siteOf } from "./siteOf.ts"
import { PartTally } from "./Tally.ts"
import { unpack } from "./unpack.ts"

/** What {@link readPart} is told. */
export interface ReadPartOptions {
  readonly file: RawFile
  readonly maxFieldBytes: number
  readonly maxRejects: number
  readonly columns: ColumnMap
  readonly pieceBytes: number
  readonly output: StreamOutputs<typeof IngestPart>
  readonly progress: Progress
  readonly scratch: Scratch
  readonly workers: KernelRunner
}

/**
 * Reads a file, of an archive all that it holds, in memory that does not grow with it. Fails with an `InputProblem` where the
 * file as a whole cannot be read, or more of its rows are faulty than `maxRejects` allows.
 */
export const readPart = Effect.fn("readPart")(function* (options: ReadPartOptions) {
  const { file, maxRejects, output, progress, scratch } = options
  const { label } = file
  const rows = new SortedRows(output, scratch)
  const tally = new PartTally()
  const notes = new Notes(label)
  const budget = new RejectBudget()
  const latest = new LatestInstant()
  let rowsBefore = 0
  let accounted = 0

  progress.total(file.bytes, "bytes")
  let told = 0
  // Unpacking looks at the first bytes and then reads anew: those count once.
  const content = Stream.suspend(() => {
    let read = 0
    return Stream.map(file.content, (chunk) => {
      read += chunk.length
      progress.advance(Math.max(0, read - told))
      told = Math.max(read, told)
      return chunk
    })
  })
  const unpacked = yield* unpack({ ...file, content }, scratch)
  for (const note of unpacked.notes) notes.say(note)
  for (const member of unpacked.members) {
    const named = file.site ?? member.site
    const inFile = member.label === label ? "" : ` of ${member.label}`
    const firstRow = rowsBefore
    const onPiece = Effect.fnUntraced(function* ({ piece, ...place }: PlacedPiece) {
      const placeOf = (line: number | null, row?: number) =>
        line === null
          ? `row ${firstRow + place.rowsBefore + (row ?? 0) + 1}${inFile}`
          : `line ${place.linesBefore + line + 1}${inFile}`
      tally.addPiece(piece.tally)
      notes.add(piece.notes, placeOf)
      budget.add(piece, (fault) => placeOf(fault.line, fault.row))
      rowsBefore = firstRow + place.rowsBefore + piece.numRows
      accounted += piece.rejects.row.length + piece.rows.row.length
      const offset = { rows: firstRow + place.rowsBefore + 1, lines: place.linesBefore + 1 }
      if (piece.rejects.row.length > 0) {
        const rejects = Table.make(Rejects, moved(piece.rejects, offset))
        yield* output.rejects.write(rejects)
        releaseBatch(rejects)
      }
      if (piece.rows.row.length > 0) {
        latest.add(piece.rows)
        yield* rows.add(Table.make(IngestRows, moved(piece.rows, offset)), piece.isInOrder)
      }
    })
    yield* readMember(member, {
      ...options,
      label,
      site: named === undefined ? null : (siteOf(named) ?? null),
      onPiece
    })
  }
  const rotten = budget.problem(maxRejects)
  if (rotten !== undefined) return yield* new InputProblem({ label, ...rotten })
  const note = budget.note()
  if (note !== undefined) notes.say(note)
  yield* rows.end
  if (accounted !== rowsBefore) {
    return yield* Effect.die(new Error(`${label}: read ${rowsBefore} rows, kept or rejected ${accounted}`))
  }
  yield* output.tally.write(tally.toTable())
  yield* output.notes.write(notes.toTable())
  yield* output.latest.write(latest.toTable())
}, Effect.scoped)

interface Placed {
  readonly row: Uint32Array
  readonly line: { readonly values: Uint32Array }
}

/** Columns whose rows and lines count from the start of the input, from 1. Changes the columns, which nothing else holds. */
const moved = <C extends Placed>(columns: C, offset: { readonly rows: number; readonly lines: number }): C => {
  const { row, line } = columns
  for (let i = 0; i < row.length; i++) {
    row[i]! += offset.rows
    line.values[i]! += offset.lines
  }
  return columns
}
