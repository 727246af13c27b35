/**
 * One text to its rows, in several threads: cut here, parsed by the kernel `readPiece`.
 */
import * as Kernel from "@praxis/dataflow/Kernel"
import type { KernelRunner } from "@praxis/dataflow/Workers"
import { Effect, Stream } from "effect"
import { CutText, type CutTextOptions } from "./CutText.ts"
import { fieldByPlainName } from "./columnsOf.ts"
import { counted } from "./counted.ts"
import type { ProblemFields } from "./InputError.ts"
import { placeholders } from "./Piece.ts"
import type { PieceResult } from "./PieceRows.ts"
import type { ReadPieceShared, readPiece } from "./readPiece.ts"

/** What {@link readText} is told. */
export interface ReadTextOptions extends CutTextOptions {
  /** Of the input, for its rejects. */
  readonly label: string
  /** The site of all rows; null where a row's own column tells it. */
  readonly site: string | null
  readonly workers: KernelRunner
}

/** The rows of a piece, and where they stand. */
export interface PlacedPiece {
  readonly piece: PieceResult
  /** Rows of the text before. */
  readonly rowsBefore: number
  /** Lines of the text before. */
  readonly linesBefore: number
}

/**
 * The pieces of a text in order. Fails with the first problem in the text, whatever the threads do: what is found while
 * cutting waits until all pieces before are read.
 */
export const readText = (options: ReadTextOptions) =>
  Stream.suspend(() => {
    const { format, label, site, columns, maxFieldBytes, workers, problem } = options
    const text = new CutText(options)
    const shared: ReadPieceShared = { label, site, format, maxFieldBytes, fieldByName: fieldByPlainName(columns) }
    let rows = 0
    let lines = 0

    const place = Effect.fnUntraced(function* (piece: PieceResult) {
      const placed: PlacedPiece = { piece, rowsBefore: rows, linesBefore: lines + text.headerLines }
      rows += piece.numRows
      lines += piece.numLines
      if (piece.problem === undefined) return placed
      const { line, ...fields } = withRows(piece.problem, rows)
      return yield* problem({ ...fields, ...(line === undefined ? {} : { line: placed.linesBefore + line + 1 }) })
    })
    const end = Effect.suspend(() => {
      const found = text.problemAt(lines + text.headerLines)
      if (found !== undefined) return Effect.fail(found)
      return rows > 0 ? Effect.void : Effect.fail(problem(noRow(format, text.headerLine)))
    })
    return Stream.concat(
      Stream.mapEffect(workers.map(kernel, shared, text.jobs, { movesJobs: true }), place),
      Stream.drain(Stream.fromEffect(end))
    )
  })

const kernel = Kernel.make<typeof readPiece>(new URL("./readPiece.ts", import.meta.url), "readPiece")

const noRow = (format: CutTextOptions["format"], line: number | undefined): ProblemFields =>
  format === "csv"
    ? {
        line,
        problem: "expected a header and a record a post, found the header alone",
        remedy: "The query may have found nothing: look at it and export again, or leave the file out"
      }
    : {
        problem: "expected an object a post, found none",
        remedy: "The query may have found nothing: look at it and export again, or leave the file out"
      }

/** A problem with its numbers in place of `placeholders`. */
const withRows = ({ problem, ...fields }: ProblemFields, rows: number): ProblemFields => ({
  ...fields,
  problem: problem
    .replaceAll(placeholders.row, String(rows + 1))
    .replaceAll(placeholders.before, String(rows))
    .replaceAll(placeholders.rowsBefore, counted(rows, "row"))
})
