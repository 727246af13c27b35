/**
 * One unpacked file to its rows, whatever its format.
 */
import type { Scratch } from "@praxis/dataflow/Scratch"
import type { KernelRunner } from "@praxis/dataflow/Workers"
import { Effect, Stream } from "effect"
import type { ColumnMap } from "./columnsOf.ts"
import { InputProblem, type ProblemFields } from "./InputError.ts"
import type { Member } from "./Member.ts"
import { PieceRows } from "./PieceRows.ts"
import { parquetRows } from "./parquetRows.ts"
import { type PlacedPiece, readText } from "./readText.ts"
import { sniffBytes, sniffFormat } from "./sniffFormat.ts"
import { withHead } from "./withHead.ts"

/** What {@link readMember} is told. */
export interface ReadMemberOptions<E> {
  /** Of the input, for its rejects. */
  readonly label: string
  /** The site of all rows; null where a row's own column tells it. */
  readonly site: string | null
  readonly columns: ColumnMap
  readonly maxFieldBytes: number
  readonly pieceBytes: number
  readonly workers: KernelRunner
  readonly scratch: Scratch
  /** Takes the pieces in order. */
  readonly onPiece: (piece: PlacedPiece) => Effect.Effect<void, E>
}

/** Reads a file in memory that does not grow with it. Fails with an `InputProblem` where the file as a whole cannot be read. */
export const readMember = Effect.fn("readMember")(function* <E>(member: Member, options: ReadMemberOptions<E>) {
  const problem = (fields: ProblemFields) => new InputProblem({ label: member.label, ...fields })
  const { head, content } = yield* withHead(member.content, sniffBytes)
  const format = sniffFormat(head)
  switch (format.kind) {
    case "csv":
    case "xml":
    case "json":
    case "jsonl": {
      const pieces = readText({ ...options, format: format.kind, content, problem })
      return yield* Stream.runForEach(pieces, options.onPiece)
    }
    case "parquet":
      return yield* readParquet(content, problem, options)
    case "other":
      return yield* problem({
        problem: `expected an export or dump, found what looks like ${format.looksLike}`,
        remedy: format.remedy
      })
    default:
      return yield* problem({
        problem: `expected an export or dump, found a ${format.kind} archive inside another`,
        remedy: "Unpack it once and give what is inside"
      })
  }
}, Effect.scoped)

const readParquet = Effect.fnUntraced(function* <E>(
  content: Member["content"],
  problem: (fields: ProblemFields) => InputProblem,
  { label, site, columns, maxFieldBytes, scratch, onPiece }: ReadMemberOptions<E>
) {
  let hasIds = true
  let rowsBefore = 0
  let rows = new PieceRows({ label, site, hasIds })
  yield* parquetRows({
    content,
    scratch,
    columns,
    maxFieldBytes,
    problem,
    onColumns: (fields) => {
      hasIds = fields.includes("id")
      rows = new PieceRows({ label, site, hasIds })
    },
    onRow: (raw) => rows.onRow(raw, null),
    onMalformed: (found) => rows.onMalformed(found, null),
    afterSlice: Effect.suspend(() => {
      const piece = rows.finish(0)
      const placed = { piece, rowsBefore, linesBefore: 0 }
      rowsBefore += piece.numRows
      rows = new PieceRows({ label, site, hasIds })
      return onPiece(placed)
    })
  })
  if (rowsBefore === 0) {
    return yield* problem({
      problem: "expected a row a post, found none",
      remedy: "The query may have found nothing: look at it and export again, or leave the file out"
    })
  }
})
