/**
 * CSV records by a parser of all CSV.
 */
import { CsvError, parse } from "csv-parse/sync"
import { ByteLines } from "./ByteLines.ts"
import { counted } from "./counted.ts"
import { csvOptions, csvProblem, tooLong } from "./csvProblem.ts"
import { maxHeldBytes, type PieceOptions, PieceProblem, type PieceSink, placeholders } from "./Piece.ts"
import type { RawPost } from "./postFields.ts"

/**
 * Reads CSV of any kind, which stands after `linesBefore` lines of its piece, and gives the lines of both. Throws a
 * {@link PieceProblem} where a quote is out of place or a record too long.
 */
export const parsedRecords = (
  text: Uint8Array,
  { columns, delimiter, maxFieldBytes }: Pick<PieceOptions, "columns" | "delimiter" | "maxFieldBytes">,
  sink: PieceSink,
  linesBefore: number
): number => {
  const lines = new ByteLines()
  lines.push(text)
  let recordStart = 0
  const lineOfRecord = () => linesBefore + lines.lineOfTextFrom(recordStart) - 1
  const record = `record ${placeholders.row}`
  const isTooLong = (end: number) => end - recordStart > maxHeldBytes(maxFieldBytes)

  /** What it throws ends the parse. Null: the parser keeps no record. */
  const onRecord = (fields: ReadonlyArray<string>, { bytes }: { readonly bytes: number }): null => {
    const line = lineOfRecord()
    if (isTooLong(bytes)) throw new PieceProblem({ line, ...tooLong(record, maxFieldBytes) })
    recordStart = bytes
    if (fields.length !== columns.length) {
      sink.onMalformed(`${counted(fields.length, "field")} where the header names ${columns.length}`, line)
      return null
    }
    const raw: RawPost = {}
    for (let i = 0; i < fields.length; i++) {
      const field = columns[i]
      if (field != null) raw[field] = fields[i]
    }
    sink.onRow(raw, line)
    return null
  }

  try {
    parse(text, { ...csvOptions(maxFieldBytes, delimiter), on_record: onRecord as never })
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause
    const found =
      cause.code === "CSV_QUOTE_NOT_CLOSED" && isTooLong(text.length)
        ? tooLong(record, maxFieldBytes)
        : csvProblem(cause, record, maxFieldBytes)
    throw found === undefined ? cause : new PieceProblem({ line: lineOfRecord(), ...found })
  }
  return linesBefore + lines.lineAt(text.length) - 1
}
