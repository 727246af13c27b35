/**
 * How CSV is read, and what is wrong where it cannot be.
 */
import type { Options } from "csv-parse"
import { counted } from "./counted.ts"
import type { ProblemFields } from "./InputError.ts"
import { raiseMaxFieldBytes } from "./raiseMaxFieldBytes.ts"

/** What may stand between fields: exports have commas, Excel writes semicolons in many countries, and databases tabs. */
export const delimiters = [",", ";", "\t"] as const

/** One of {@link delimiters}. */
export type Delimiter = (typeof delimiters)[number]

/** The parser's options for exports: double quotes, any line end, any number of fields. */
export const csvOptions = (maxFieldBytes: number, delimiter: Delimiter) =>
  ({
    columns: false,
    bom: false,
    delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: maxFieldBytes
  }) satisfies Options

/** What is wrong with a record beyond which nothing can be read; `record` names it. `undefined` for an error of another kind. */
export const csvProblem = (
  cause: unknown,
  record: string,
  maxFieldBytes: number
): Pick<ProblemFields, "problem" | "remedy"> | undefined => {
  switch ((cause as { readonly code?: unknown }).code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return {
        problem: `${record} begins here and holds a quote that is never closed: it runs to the end of the file`,
        remedy: "Close the quote or double it, or export again: the file may be cut off"
      }
    case "CSV_MAX_RECORD_SIZE":
      return tooLong(record, maxFieldBytes)
    case "CSV_INVALID_CLOSING_QUOTE":
    case "INVALID_OPENING_QUOTE":
      return {
        problem: `${record} begins here and holds a quote that neither opens nor closes a field`,
        remedy: 'Write a quote inside a field as "" and put the field in quotes, or export again'
      }
    default:
      return undefined
  }
}

/** The problem of a record that is longer than its parameter says. */
export const tooLong = (record: string, maxFieldBytes: number): Pick<ProblemFields, "problem" | "remedy"> => ({
  problem: `${record} begins here and is longer than ${counted(maxFieldBytes, "byte")}: a quote in it is probably never closed`,
  remedy: `Close the quote or double it; if the record is right, ${raiseMaxFieldBytes(maxFieldBytes)}`
})
