/**
 * The first record of a CSV export.
 */
import { ByteLines } from "./ByteLines.ts"
import { csvOptions, csvProblem } from "./csvProblem.ts"
import type { ProblemFields } from "./InputError.ts"

/** What {@link csvHeader} found. */
export interface CsvHeader {
  readonly names: ReadonlyArray<string>
  /** Counts line feeds before it, from 0. */
  readonly line: number
  /** Where the records begin. */
  readonly end: number
}

/** The header that a piece begins with, blank lines passed over; `undefined` where the piece holds nothing else. Throws what `problem` makes. */
export const csvHeader = async (
  text: Uint8Array,
  maxFieldBytes: number,
  problem: (fields: ProblemFields) => Error
): Promise<CsvHeader | undefined> => {
  const { parse } = await import("csv-parse/sync")
  const lines = new ByteLines()
  lines.push(text)
  let header: CsvHeader | undefined
  const onRecord = (names: ReadonlyArray<string>, { bytes }: { readonly bytes: number }): null => {
    header ??= { names, line: lines.lineOfTextFrom(0) - 1, end: bytes }
    return null
  }
  try {
    parse(text, { ...csvOptions(maxFieldBytes), to: 1, on_record: onRecord as never })
  } catch (cause) {
    const found = csvProblem(cause, "the header", maxFieldBytes)
    if (header !== undefined) return header
    throw found === undefined ? cause : problem({ line: lines.lineOfTextFrom(0), ...found })
  }
  return header
}
