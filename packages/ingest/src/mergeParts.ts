/**
 * What the tasks of all files left to the tables of the stage.
 */
import { Buffer } from "node:buffer"
import type { ArtifactReadError, ArtifactWriteError, TableHandle } from "@praxis/dataflow/Artifact"
import * as ExternalSort from "@praxis/dataflow/ExternalSort"
import { releaseBatch } from "@praxis/dataflow/releaseMemory"
import type { Scratch } from "@praxis/dataflow/Scratch"
import type { Part, StreamOutputs } from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import type { StateChanges } from "@praxis/tables/Duplicates"
import { type Funnel, InputNotes, type Posts, Rejects } from "@praxis/tables/Posts"
import { Effect, Stream } from "effect"
import { describeDifference } from "./describeDifference.ts"
import { type IngestPart, type IngestRows, MergedRows } from "./IngestRows.ts"
import { readNotes, sayAll } from "./Notes.ts"
import { mayBeOtherQuestion, otherQuestionRemedy, sayOtherQuestions } from "./otherQuestion.ts"
import { PostsWriter } from "./PostsWriter.ts"
import { comparePosts } from "./postOrder.ts"
import { compareRejects, RejectRows } from "./RejectRows.ts"
import { type MergedAt, SamePosts } from "./SamePosts.ts"
import { StateChangeCounts } from "./StateChangeCounts.ts"
import { Tally } from "./Tally.ts"
import { sayUnknownSites } from "./unknownSites.ts"

/** What {@link mergeParts} is told. */
export interface MergePartsOptions {
  /** One a file, in the order of the files. */
  readonly parts: ReadonlyArray<Part<typeof IngestPart>>
  readonly output: StreamOutputs<{
    readonly posts: typeof Posts
    readonly rejects: typeof Rejects
    readonly funnel: typeof Funnel
    readonly "input-notes": typeof InputNotes
    readonly "state-changes": typeof StateChanges
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
  const writer = new PostsWriter()
  const rejects = new RejectRows()
  const changes = new StateChangeCounts()
  const sites = new Set<string>()
  let otherQuestions = 0
  const latestByInput = yield* Effect.forEach(parts, (part) =>
    Effect.map(part.output.latest.table, ({ columns: { at } }) => (at.valid[0] === 1 ? at.values[0]! : null))
  )
  const placeOf = ({ batch: { columns }, i }: MergedAt) => `row ${columns.row[i]} of ${labels[columns.input[i]!]}`
  const posts = new SamePosts({
    latestOf: ({ batch, i }) => latestByInput[batch.columns.input[i]!]!,
    onKept: ({ batch, i }) => {
      const site = batch.columns.site.at(i)
      sites.add(site)
      changes.endPost()
      tally.add(batch.columns.input[i]!, site, "kept")
      writer.append(batch, i)
    },
    onOther: (other, kept, difference, why) => {
      const { columns } = other.batch
      const input = columns.input[other.i]!
      const site = columns.site.at(other.i)
      const { changed } = difference
      const reason = changed.length === 0 ? "duplicate" : "earlier-state"
      const mayBeOther = mayBeOtherQuestion(site, changed)
      if (mayBeOther) otherQuestions++
      changes.add(site, changed)
      tally.add(input, site, reason)
      rejects.append({
        input: labels[input]!,
        row: columns.row[other.i]!,
        line: columns.line.valid[other.i] === 1 ? columns.line.values[other.i]! : null,
        site,
        id: columns.id.at(other.i),
        reason,
        detail: describeDifference(placeOf(kept), difference, why),
        remedy: mayBeOther ? otherQuestionRemedy : undefined
      })
    }
  })
  const writePosts = Effect.gen(function* () {
    for (const batch of writer.finish()) yield* output.posts.write(batch)
  })
  const letGo = Effect.tap(writePosts, () => Effect.sync(() => posts.leaveBatches()))
  const merged = ExternalSort.merge({
    contract: MergedRows,
    compare: comparePosts,
    scratch,
    limits,
    sources: parts.flatMap((part, input) =>
      [part.output.rows, part.output.late]
        .filter(({ numRows }) => numRows > 0)
        .map((rows) => releasing(rows, input, letGo))
    )
  })
  yield* Stream.runForEach(
    merged,
    Effect.fnUntraced(function* (batch) {
      for (let i = 0; i < batch.numRows; i++) posts.push({ batch, i })
      if (writer.isFull) yield* writePosts
      if (rejects.length > 0) yield* rejected.add(rejects.finish())
    })
  )
  posts.end()
  changes.endPost()
  if (rejects.length > 0) yield* rejected.add(rejects.finish())
  yield* writePosts
  yield* Stream.runForEach(rejected.sorted, output.rejects.write)
  yield* output.funnel.write(tally.toFunnel())
  yield* output["state-changes"].write(changes.toTable())

  const notes = yield* Effect.forEach(parts, (part) => Effect.map(part.output.notes.table, readNotes))
  const sentences = [...sayOtherQuestions(otherQuestions), ...sayUnknownSites(sites), ...sayAll(labels, notes)]
  yield* output["input-notes"].write(
    Table.fromRows(
      InputNotes,
      sentences.map((note) => ({ note }))
    )
  )
  warn(tally.toSentence())
  for (const sentence of sentences) warn(sentence)
})

type MergedSource = ExternalSort.Source<typeof MergedRows, ArtifactReadError | ArtifactWriteError>

/**
 * The rows of a file, with its place among the files. A block is freed before the next is read, since blocks of 16 MiB that
 * wait for the garbage collector would be most of what the stage holds; `letGo` makes that no row of it is needed any more.
 * The merge reads the blocks in order, each once, and when it asks for the next, its rows so far have been taken.
 */
const releasing = (
  rows: TableHandle<typeof IngestRows>,
  input: number,
  letGo: Effect.Effect<void, ArtifactWriteError>
): MergedSource => {
  let last: Table.Batch<typeof MergedRows> | undefined
  return {
    numBatches: rows.numBatches,
    batch: Effect.fnUntraced(function* (i: number) {
      if (last !== undefined) {
        yield* letGo
        releaseBatch(last)
      }
      const { columns, numRows } = yield* rows.batch(i)
      last = Table.make(MergedRows, { ...columns, input: new Uint32Array(numRows).fill(input) })
      return last
    })
  }
}

/** The rejects of all files, which are sorted where the files follow one another by label. */
const rejectsByLabel = (parts: MergePartsOptions["parts"]): ExternalSort.Source<typeof Rejects, ArtifactReadError> => {
  const batches = parts
    .toSorted((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)))
    .flatMap(({ output: { rejects } }) => Array.from({ length: rejects.numBatches }, (_, i) => () => rejects.batch(i)))
  return { numBatches: batches.length, batch: (i) => batches[i]!() }
}
