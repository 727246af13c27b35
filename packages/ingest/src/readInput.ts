/**
 * One raw file to its rows, whatever its format.
 */
import { Buffer } from "node:buffer"
import type { RawFile } from "@praxis/dataflow/Artifact"
import { Effect, Stream } from "effect"
import { csvRows } from "./csvRows.ts"
import { InputProblem, type ProblemFields } from "./InputError.ts"
import { attempt, type RowReader, type RowReaderOptions } from "./RowReader.ts"
import { sniffBytes, sniffFormat } from "./sniffFormat.ts"
import { TextGuard } from "./TextGuard.ts"
import { xmlRows } from "./xmlRows.ts"

/** What {@link readInput} is told. */
export interface ReadInputOptions<E> extends Pick<RowReaderOptions, "maxFieldBytes" | "onRow" | "onOddity"> {
  /** Runs after each piece of the file, given its bytes, and once at the end: all its rows were told by then. */
  readonly afterPiece: (bytes: number) => Effect.Effect<void, E>
}

/** Reads a file row by row, in memory that does not grow with it. Fails with an `InputProblem` where the input as a whole cannot be read. */
export const readInput = Effect.fn("readInput")(function* <E>(file: RawFile, options: ReadInputOptions<E>) {
  const problem = (fields: ProblemFields) => new InputProblem({ label: file.label, ...fields })
  const guard = new TextGuard(problem)
  let reader: RowReader | undefined
  let head: Buffer = Buffer.alloc(0)

  const start = Effect.fnUntraced(function* () {
    const format = sniffFormat(head)
    if (format.kind === "other") {
      return yield* problem({
        problem: `expected CSV or Posts.xml, found what looks like ${format.looksLike}`,
        remedy: format.remedy
      })
    }
    reader = yield* (format.kind === "csv" ? csvRows : xmlRows)({
      ...options,
      problem,
      lineAt: (offset) => guard.lines.lineOfTextFrom(offset)
    })
    yield* feed(reader, head)
  })
  const feed = (to: RowReader, bytes: Uint8Array) =>
    Effect.flatMap(
      attempt(() => guard.push(bytes)),
      (text) => (text.length === 0 ? Effect.void : to.write(text))
    )

  yield* Stream.runForEach(file.content, (chunk) => {
    if (reader !== undefined) return Effect.andThen(feed(reader, chunk), options.afterPiece(chunk.length))
    head = Buffer.concat([head, chunk])
    return Effect.andThen(head.length < sniffBytes ? Effect.void : start(), options.afterPiece(chunk.length))
  })
  if (reader === undefined) yield* start()
  const rest = yield* attempt(() => guard.end())
  if (rest.length > 0) yield* reader!.write(rest)
  yield* reader!.end()
  yield* options.afterPiece(0)
})
