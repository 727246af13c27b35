/**
 * One file to its questions in the order of posts, its rejects, and what is said and counted of it.
 */
import type { ArtifactWriteError, RawFile } from "@praxis/dataflow/Artifact"
import * as ExternalSort from "@praxis/dataflow/ExternalSort"
import type { Progress } from "@praxis/dataflow/Progress"
import type { Scratch } from "@praxis/dataflow/Scratch"
import type { StreamOutputs } from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { Effect, Stream } from "effect"
import { type IngestPart, IngestRows } from "./IngestRows.ts"
import { Notes } from "./Notes.ts"
import { comparePosts } from "./postOrder.ts"
import { RejectRows } from "./RejectRows.ts"
import { readInput } from "./readInput.ts"
import { type Question, readPost } from "./readPost.ts"
import { siteOf, unknownSite } from "./siteOf.ts"
import { PartTally } from "./Tally.ts"

/** What {@link readPart} is told. */
export interface ReadPartOptions {
  readonly file: RawFile
  readonly maxFieldBytes: number
  readonly output: StreamOutputs<typeof IngestPart>
  readonly progress: Progress
  readonly scratch: Scratch
}

/** Reads a file in memory that does not grow with it. Fails with an `InputProblem` where the file as a whole cannot be read. */
export const readPart = Effect.fn("readPart")(function* (options: ReadPartOptions) {
  const { file, maxFieldBytes, output, progress, scratch } = options
  const { label } = file
  const fileSite = file.site === undefined ? undefined : siteOf(file.site)
  const sorter = ExternalSort.make({ contract: IngestRows, compare: comparePosts, scratch })
  const questions = new Questions()
  const rejects = new RejectRows()
  const tally = new PartTally()
  const notes = new Notes(label)

  progress.total(file.bytes, "bytes")
  yield* readInput(file, {
    maxFieldBytes,
    afterPiece: Effect.fnUntraced(function* (bytes: number): Effect.fn.Return<void, ArtifactWriteError> {
      progress.advance(bytes)
      for (const batch of questions.take()) yield* sorter.add(batch)
      if (rejects.length > 0) yield* output.rejects.write(rejects.finish())
    }),
    onOddity: (oddity, line) => notes.oddity(oddity, line),
    onRow: (raw, row, line) => {
      const known = fileSite ?? siteOf(raw.source ?? "")
      const site = known ?? unknownSite
      tally.add(site, "read")
      const read = readPost(raw, (field, value) => notes.badValue(field, value, line))
      if (read.kind === "question") {
        notes.question(read, known !== undefined && known !== unknownSite)
        questions.append(read, site, row, line)
      } else {
        const { id, reason, detail } = read
        tally.add(site, reason)
        rejects.append({ input: label, row, line, site, id, reason, detail })
      }
    }
  })
  yield* Stream.runForEach(sorter.sorted, output.rows.write)
  yield* output.tally.write(tally.toTable())
  yield* output.notes.write(notes.toTable())
})

/** A batch ends at so many rows, or characters of titles and bodies. */
const batchRows = 128
const batchChars = 1 << 20

/** Collects questions to batches. */
class Questions {
  #full: Array<Table.Batch<typeof IngestRows>> = []
  #open = Table.builder(IngestRows)
  #chars = 0

  append(question: Question, site: string, row: number, line: number): void {
    this.#open.append({ ...question, site, row, line })
    this.#chars += question.title.length + question.body.length
    if (this.#open.numRows === batchRows || this.#chars >= batchChars) this.#close()
  }

  /** The rows since the last call. */
  take(): ReadonlyArray<Table.Batch<typeof IngestRows>> {
    if (this.#open.numRows > 0) this.#close()
    const full = this.#full
    this.#full = []
    return full
  }

  #close(): void {
    this.#full.push(this.#open.finish())
    this.#open = Table.builder(IngestRows)
    this.#chars = 0
  }
}
