import { Buffer } from "node:buffer"
import type { ScratchFile } from "@praxis/dataflow/Scratch"
import { Effect, Stream } from "effect"
import { type ColumnMap, fieldByPlainName } from "../src/columnsOf.ts"
import { InputProblem, type ProblemFields } from "../src/InputError.ts"
import { jsonCutter } from "../src/jsonCutter.ts"
import { jsonLinesCutter } from "../src/jsonLinesCutter.ts"
import { jsonPiece } from "../src/jsonPiece.ts"
import { parquetRows } from "../src/parquetRows.ts"
import type { RawPost } from "../src/postFields.ts"

/** What was read: rows, `malformed: …` and `oddity: …` in order, each after its line where there are lines; last the problem. */
export interface ReadRows {
  readonly rows: ReadonlyArray<RawPost | string>
  readonly problem: string | undefined
}

const problem = (fields: ProblemFields) => new InputProblem({ label: "f", ...fields })

/** How a text is cut. */
export interface JsonOptions {
  readonly chunkBytes?: number
  readonly pieceBytes?: number
  readonly maxFieldBytes?: number
  readonly columns?: ColumnMap
}

/** Reads JSON as the stage does: cut in pieces, each parsed by itself. */
export const readJson = (text: string | Uint8Array, format: "json" | "jsonl", options: JsonOptions = {}): ReadRows => {
  const { chunkBytes = 65_536, pieceBytes = 1 << 20, maxFieldBytes = 1 << 20, columns = {} } = options
  const rows: Array<RawPost | string> = []
  const cutter = (format === "json" ? jsonCutter : jsonLinesCutter)({ problem, maxFieldBytes, pieceBytes })
  const bytes = Buffer.from(text as Uint8Array)
  let lines = 1
  const parse = (pieces: ReadonlyArray<Uint8Array>) => {
    for (const piece of pieces) {
      const at = (line: number) => lines + line
      lines += jsonPiece(
        piece,
        { format, columns: [], delimiter: ",", fieldByName: fieldByPlainName(columns), maxFieldBytes },
        {
          onRow: (raw, line) => rows.push({ ...raw, line: at(line) } as RawPost),
          onMalformed: (found, line) => rows.push(`${at(line)} malformed: ${found}`),
          onOddity: (oddity, line) => rows.push(`${at(line)} oddity: ${oddity}`)
        },
        { isFirst: true, column: 0, end: "row" }
      ) as number
    }
  }
  try {
    for (let at = 0, end = 0; at < bytes.length; at = end) {
      end = Math.min(at + chunkBytes, bytes.length)
      while (end < bytes.length && (bytes[end]! & 0xc0) === 0x80) end++
      parse(cutter.write(bytes.subarray(at, end)))
    }
    parse(cutter.end())
    return { rows, problem: undefined }
  } catch (cause) {
    if (!(cause instanceof InputProblem)) throw cause
    return { rows, problem: cause.message }
  }
}

/** A temporary file in memory that throws where it is read beyond its end. */
const memoryFile = (): ScratchFile => {
  let content = Buffer.alloc(0)
  return {
    append: (bytes) =>
      Effect.sync(() => {
        const offset = content.length
        content = Buffer.concat([content, bytes])
        return offset
      }),
    read: (offset, length) =>
      Effect.sync(() => {
        if (offset < 0 || length < 0 || offset + length > content.length) throw new RangeError(`${offset} + ${length}`)
        return new Uint8Array(content.subarray(offset, offset + length))
      })
  }
}

/** Reads a Parquet file. */
export const readParquet = (bytes: Uint8Array, columns: ColumnMap = {}, maxFieldBytes = 1 << 20) =>
  Effect.gen(function* () {
    const rows: Array<RawPost | string> = []
    const result = yield* Effect.result(
      parquetRows({
        content: Stream.make(bytes),
        scratch: { file: Effect.sync(memoryFile) },
        columns,
        maxFieldBytes,
        problem,
        onColumns: () => {},
        onRow: (raw) => rows.push({ ...raw }),
        onMalformed: (found) => rows.push(`malformed: ${found}`),
        afterSlice: Effect.void
      })
    )
    if (result._tag === "Success") return { rows, problem: undefined }
    if (result.failure._tag !== "InputProblem") return yield* Effect.die(result.failure)
    return { rows, problem: result.failure.message }
  })
