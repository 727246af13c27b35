/**
 * What the tasks of all files left to the tables of the stage.
 */
import { Buffer } from "node:buffer"
import type { ArtifactReadError, TableHandle } from "@praxis/dataflow/Artifact"
import * as ExternalSort from "@praxis/dataflow/ExternalSort"
import type { Scratch } from "@praxis/dataflow/Scratch"
import type { Part, StreamOutputs } from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { type Funnel, InputNotes, type Posts, Rejects } from "@praxis/tables/Posts"
import { Effect, Stream } from "effect"
import { type IngestPart, type IngestRow, type IngestRows, MergedRows } from "./IngestRows.ts"
import { readNotes, sayAll } from "./Notes.ts"
import { mayBeOtherQuestion, otherQuestionRemedy, sayOtherQuestions } from "./otherQuestion.ts"
import { PostsWriter } from "./PostsWriter.ts"
import { type Comparison, comparePosts, compareVersions, isSamePost } from "./postOrder.ts"
import { compareRejects, RejectRows } from "./RejectRows.ts"
import { Tally } from "./Tally.ts"

/** What {@link mergeParts} is told. */
export interface MergePartsOptions {
  /** One a file, in the order of the files. */
  readonly parts: ReadonlyArray<Part<typeof IngestPart>>
  readonly output: StreamOutputs<{
    readonly posts: typeof Posts
    readonly rejects: typeof Rejects
    readonly funnel: typeof Funnel
    readonly "input-notes": typeof InputNotes
  }>
  readonly scratch: Scratch
  readonly warn: (message: string) => void
}

/** Blocks of the store have up to 16 MiB: of so many parts one is held at once. */
const fanIn = 8

/** Keeps one row of each post and accounts for all others. Holds a block of each of 8 files, and the authors of one site. */
export const mergeParts = Effect.fn("mergeParts")(function* ({ parts, output, scratch, warn }: MergePartsOptions) {
  const labels = parts.map(({ name }) => name)
  const limits = { ...ExternalSort.defaultLimits, fanIn }
  const tally = new Tally(labels)
  for (const [input, part] of parts.entries()) {
    yield* Stream.runForEach(part.output.tally.batches, (batch) => Effect.sync(() => tally.addPart(input, batch)))
  }

  const rejected = ExternalSort.make({ contract: Rejects, compare: compareRejects, scratch })
  rejected.addSorted(rejectsByLabel(parts))
  const merged = ExternalSort.merge({
    contract: MergedRows,
    compare: comparePosts,
    scratch,
    limits,
    sources: parts.map((part, input) => withInput(part.output.rows, input))
  })
  const writer = new PostsWriter()
  const rejects = new RejectRows()
  let kept: { readonly batch: Table.Batch<typeof MergedRows>; readonly i: number } | undefined
  let otherQuestions = 0
  yield* Stream.runForEach(
    merged,
    Effect.fnUntraced(function* (batch) {
      const { input, row, line, site, id } = batch.columns
      for (let i = 0; i < batch.numRows; i++) {
        if (kept !== undefined && isSamePost(kept.batch, kept.i, batch, i)) {
          const siteName = site.at(i)
          const keptRow = Table.rowAt(kept.batch, kept.i)
          const comparison = compareVersions(keptRow, Table.rowAt(batch, i))
          const mayBeOther = mayBeOtherQuestion(siteName, comparison)
          if (mayBeOther) otherQuestions++
          tally.add(input[i]!, siteName, "duplicate")
          rejects.append({
            input: labels[input[i]!]!,
            row: row[i]!,
            line: line[i]!,
            site: siteName,
            id: id.at(i),
            reason: "duplicate",
            detail: duplicateDetail(keptRow, labels[keptRow.input]!, comparison),
            remedy: mayBeOther ? otherQuestionRemedy : undefined
          })
        } else {
          kept = { batch, i }
          tally.add(input[i]!, site.at(i), "kept")
          writer.append(batch, i)
          if (writer.isFull) yield* output.posts.write(writer.finish())
        }
      }
      if (rejects.length > 0) yield* rejected.add(rejects.finish())
    })
  )
  yield* output.posts.write(writer.finish())
  yield* Stream.runForEach(rejected.sorted, output.rejects.write)
  yield* output.funnel.write(tally.toFunnel())

  const notes = yield* Effect.forEach(parts, (part) => Effect.map(part.output.notes.table, readNotes))
  const sentences = [...sayOtherQuestions(otherQuestions), ...sayAll(labels, notes)]
  yield* output["input-notes"].write(
    Table.fromRows(
      InputNotes,
      sentences.map((note) => ({ note }))
    )
  )
  warn(tally.toSentence())
  for (const sentence of sentences) warn(sentence)
})

type MergedSource = ExternalSort.Source<typeof MergedRows, ArtifactReadError>

const withInput = ({ numBatches, batch }: TableHandle<typeof IngestRows>, input: number): MergedSource => ({
  numBatches,
  batch: (i) =>
    Effect.map(batch(i), ({ columns, numRows }) =>
      Table.make(MergedRows, { ...columns, input: new Uint32Array(numRows).fill(input) })
    )
})

/** The rejects of all files, which are sorted where the files follow one another by label. */
const rejectsByLabel = (parts: MergePartsOptions["parts"]): ExternalSort.Source<typeof Rejects, ArtifactReadError> => {
  const batches = parts
    .toSorted((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)))
    .flatMap(({ output: { rejects } }) => Array.from({ length: rejects.numBatches }, (_, i) => () => rejects.batch(i)))
  return { numBatches: batches.length, batch: (i) => batches[i]!() }
}

const duplicateDetail = (keptRow: IngestRow, label: string, { differences, why }: Comparison): string => {
  const place = `row ${keptRow.row} of ${label}`
  return differences.length === 0
    ? `equal to ${place}`
    : `differs in ${differences.join(", ")} from ${place}, which is kept since ${why}`
}
