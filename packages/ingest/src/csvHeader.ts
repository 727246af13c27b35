/**
 * The first record of a CSV export.
 */
import { ByteLines } from "./ByteLines.ts"
import { csvOptions, csvProblem, type Delimiter, delimiters } from "./csvProblem.ts"
import type { ProblemFields } from "./InputError.ts"

/** What {@link csvHeader} found. */
export interface CsvHeader {
  readonly names: ReadonlyArray<string>
  readonly delimiter: Delimiter
  /** Counts line feeds before it, from 0. */
  readonly line: number
  /** Where the records begin. */
  readonly end: number
}

/**
 * The header that a piece begins with, blank lines passed over; `undefined` where the piece holds nothing else. Fields stand
 * between the first of {@link delimiters} that leaves more than one, or that Excel's line `sep=;` names. Throws what
 * `problem` makes.
 */
export const csvHeader = async (
  text: Uint8Array,
  maxFieldBytes: number,
  problem: (fields: ProblemFields) => Error
): Promise<CsvHeader | undefined> => {
  const { parse } = await import("csv-parse/sync")

  const read = (delimiter: Delimiter): CsvHeader | ProblemFields | undefined => {
    const lines = new ByteLines()
    lines.push(text)
    let before: Pick<CsvHeader, "line" | "end"> = { line: 0, end: 0 }
    let header: CsvHeader | undefined
    const onRecord = (names: ReadonlyArray<string>, { bytes }: { readonly bytes: number }): null => {
      const line = lines.lineOfTextFrom(before.end) - 1
      before = { line, end: bytes }
      if (header === undefined && !isSeparator(names)) header = { names, delimiter, line, end: bytes }
      return null
    }
    try {
      parse(text, { ...csvOptions(maxFieldBytes, delimiter), to: 2, on_record: onRecord as never })
    } catch (cause) {
      const found = csvProblem(cause, "the header", maxFieldBytes)
      if (header !== undefined) return header
      if (found === undefined) throw cause
      return { line: lines.lineOfTextFrom(before.end), ...found }
    }
    return header
  }

  const named = separator.exec(new TextDecoder().decode(text.subarray(0, 8)))?.[1]
  const [first, ...others] = named === undefined ? delimiters : [named as Delimiter]
  const found = read(first!)
  if (hasNames(found)) return found
  for (const delimiter of others) {
    const other = read(delimiter)
    if (hasNames(other)) return other
  }
  if (found !== undefined && "problem" in found) throw problem(found)
  return found
}

/** True of a header whose fields were told apart. */
const hasNames = (found: CsvHeader | ProblemFields | undefined): found is CsvHeader =>
  found !== undefined && "names" in found && found.names.length > 1

/** What Excel writes on a line of its own before the header. */
const separator = /^sep=([,;\t])/i

/** The sign itself is where the parser splits. */
const isSeparator = (names: ReadonlyArray<string>): boolean => /^sep=$/i.test(names.join(""))
