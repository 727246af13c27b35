/**
 * Rows of a CSV export (Stack Exchange Data Explorer, BigQuery, pandas): comma, double quotes, any line end.
 */
import type { Buffer } from "node:buffer"
import { Effect } from "effect"
import { counted } from "./counted.ts"
import { csvColumns } from "./csvColumns.ts"
import { InputProblem } from "./InputError.ts"
import type { PostField, RawPost } from "./postFields.ts"
import { attempt, type RowReader, type RowReaderOptions, raiseMaxFieldBytes } from "./RowReader.ts"

/** Reads a CSV export. A record with more or fewer fields than the header is a problem of the whole input: a quote is broken there, and bodies beside it may be cut or merged. */
export const csvRows = Effect.fn("csvRows")(function* (options: RowReaderOptions) {
  const { problem, maxFieldBytes, lineAt, onRow } = options
  const { Parser } = yield* Effect.promise(() => import("csv-parse"))
  let columns: ReadonlyArray<PostField | undefined> | undefined
  let headerLine = 1
  let row = 0
  /** Byte at which the record that is being read begins. */
  let recordStart = 0

  /** Called by the parser for each record; what it throws ends the parse. Nothing goes on to the parser's readable side. */
  const onRecord = (record: ReadonlyArray<string>, info: { readonly bytes: number }): null => {
    const line = lineAt(recordStart)
    recordStart = info.bytes
    if (columns === undefined) {
      headerLine = line
      columns = csvColumns(record, line, problem)
      return null
    }
    row++
    if (record.length !== columns.length) {
      throw problem({
        line,
        problem: `record ${row} has ${counted(record.length, "field")} where the header names ${columns.length}`,
        remedy:
          "A quote inside a field may not be doubled, or the file is cut off: look at this record and the one before, or export again"
      })
    }
    const raw: RawPost = {}
    for (let i = 0; i < record.length; i++) {
      const field = columns[i]
      if (field !== undefined) raw[field] = record[i]
    }
    onRow(raw, row, line)
    return null
  }

  const parser = new Parser({
    columns: false,
    bom: false,
    delimiter: ",",
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: maxFieldBytes,
    on_record: onRecord as never
  })
  parser.on("error", () => {}) // each error also comes to the callback of the write that caused it
  parser.resume()

  const explain = (cause: Error & { readonly code?: string }): InputProblem | undefined => {
    const place = { line: lineAt(recordStart) }
    const record = columns === undefined ? "the header" : `record ${row + 1}`
    switch (cause.code) {
      case "CSV_QUOTE_NOT_CLOSED":
        return problem({
          ...place,
          problem: `${record} begins here and holds a quote that is never closed: it runs to the end of the file`,
          remedy: "Close the quote or double it, or export again: the file may be cut off"
        })
      case "CSV_MAX_RECORD_SIZE":
        return problem({
          ...place,
          problem: `${record} begins here and is longer than ${counted(maxFieldBytes, "byte")}: a quote in it is probably never closed`,
          remedy: `Close the quote or double it; if the record is right, ${raiseMaxFieldBytes(maxFieldBytes)}`
        })
      case "CSV_INVALID_CLOSING_QUOTE":
      case "INVALID_OPENING_QUOTE":
        return problem({
          ...place,
          problem: `${record} begins here and holds a quote that neither opens nor closes a field`,
          remedy: 'Write a quote inside a field as "" and put the field in quotes, or export again'
        })
      default:
        return undefined
    }
  }

  /** Waits until the parser is done with a call. */
  const settled = (call: (done: (cause?: Error | null) => void) => void): Effect.Effect<void, InputProblem> =>
    Effect.callback<void, InputProblem>((resume) => {
      call((cause) => {
        if (!cause) return resume(Effect.void)
        resume(
          attempt(() => {
            throw cause instanceof InputProblem ? cause : (explain(cause) ?? cause)
          })
        )
      })
    })

  const noRecord = () =>
    problem({
      line: headerLine,
      problem: "expected a header and a record a post, found the header alone",
      remedy: "The query may have found nothing: look at it and export again, or leave the file out"
    })

  const reader: RowReader = {
    write: (text: Buffer) => settled((done) => parser.write(text, done)),
    end: () =>
      Effect.andThen(
        settled((done) => {
          parser.once("error", done)
          parser.once("finish", () => done())
          parser.end()
        }),
        Effect.suspend(() => (row > 0 ? Effect.void : noRecord()))
      )
  }
  return reader
})
