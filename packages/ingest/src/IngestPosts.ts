/**
 * Stage `posts`: raw exports and dumps to questions, rejects and a funnel.
 */
import { ArtifactReadError } from "@praxis/dataflow/Artifact"
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { CorpusFiles, Funnel, InputNotes, Posts, Rejects } from "@praxis/tables/Posts"
import { Effect, Result, Schema } from "effect"
import { InputError, type InputProblem } from "./InputError.ts"
import { Notes, sayAll } from "./Notes.ts"
import { mayBeOtherQuestion, otherQuestionRemedy, sayOtherQuestions } from "./otherQuestion.ts"
import { type PostRow, PostRows } from "./PostRows.ts"
import { PostsWriter } from "./PostsWriter.ts"
import { type Comparison, compareVersions, isSamePost, postOrder } from "./postOrder.ts"
import { RejectRows } from "./RejectRows.ts"
import { readInput } from "./readInput.ts"
import { readPost } from "./readPost.ts"
import { siteOf, unknownSite } from "./siteOf.ts"
import { Tally } from "./Tally.ts"

/** Parameters of {@link IngestPosts}. */
export const IngestParams = Schema.Struct({
  maxFieldBytes: Schema.Int.check(Schema.isGreaterThan(0)).annotate({
    description:
      "Most bytes that the fields of one row may have together. A longer row is an error: a quote in it is probably never closed."
  })
})

/**
 * Reads CSV exports and Posts.xml of data dumps to questions. Of several rows of one post (site, id) one is kept, by what
 * the rows hold and not by their place, so that files and rows in any order give the same `posts`.
 * Says first how many rows were read and kept, then what `input-notes` holds; the former is not in that table, since the
 * funnel has its numbers. Errors: `InputError` with a problem for each input that cannot be read as a whole; `ArtifactReadError`.
 */
export const IngestPosts = Stage.stream("posts", {
  module: import.meta.url,
  inputs: { files: CorpusFiles },
  params: IngestParams,
  output: { posts: Posts, rejects: Rejects, funnel: Funnel, "input-notes": InputNotes },
  run: Effect.fn("IngestPosts.run")(function* ({ inputs, output, params, progress, warn }) {
    const { files } = inputs.files
    const labels = files.map(({ label }) => label)
    const sites = new Sites()
    const tally = new Tally(labels)
    const rejects = new RejectRows()
    const rows = new PostRows()
    const notes = files.map(({ label }) => [label, new Notes(label)] as const)
    const problems: Array<InputProblem> = []

    progress.total(
      files.reduce((sum, { bytes }) => sum + bytes, 0),
      "bytes"
    )
    for (const [input, file] of files.entries()) {
      const note = notes[input]![1]
      const fileSite = file.site === undefined ? undefined : siteOf(file.site)
      const outcome = yield* Effect.result(
        readInput(file, {
          maxFieldBytes: params.maxFieldBytes,
          onBytes: progress.advance,
          onOddity: (oddity, line) => note.oddity(oddity, line),
          onRow: (raw, row, line) => {
            const known = fileSite ?? siteOf(raw.source ?? "")
            const name = known ?? unknownSite
            const site = sites.numberOf(name)
            tally.at(input, name).read++
            const read = readPost(raw, (field, value) => note.badValue(field, value, line))
            if (read.kind === "question") {
              note.question(read, known !== undefined && known !== unknownSite)
              rows.append(read, site, input, row, line)
            } else {
              tally.reject(input, name, read.reason)
              rejects.append({ ...read, input, row, line, site })
            }
          }
        })
      )
      if (Result.isFailure(outcome)) {
        if (outcome.failure instanceof ArtifactReadError) return yield* outcome.failure
        problems.push(outcome.failure)
      }
    }
    if (problems.length > 0) return yield* new InputError({ problems })

    rows.seal()
    const writer = new PostsWriter(rows, sites.names)
    let kept = -1
    let otherQuestions = 0
    for (const i of postOrder(rows, sites.names)) {
      const { columns, j } = rows.at(i)
      const input = columns.input[j]!
      const site = columns.site[j]!
      if (kept >= 0 && isSamePost(rows, kept, i)) {
        const comparison = compareVersions(rows.rowAt(kept), rows.rowAt(i))
        const mayBeOther = mayBeOtherQuestion(sites.names[site]!, comparison)
        if (mayBeOther) otherQuestions++
        tally.reject(input, sites.names[site]!, "duplicate")
        rejects.append({
          input,
          row: columns.row[j]!,
          line: columns.line[j]!,
          site,
          id: columns.id.at(j),
          reason: "duplicate",
          detail: duplicateDetail(rows.rowAt(kept), labels, comparison),
          remedy: mayBeOther ? otherQuestionRemedy : undefined
        })
        continue
      }
      kept = i
      tally.at(input, sites.names[site]!).kept++
      writer.append(i)
      if (writer.isFull) yield* output.posts.write(writer.finish())
    }
    yield* output.posts.write(writer.finish())
    for (const batch of rejects.batches(labels, sites.names)) yield* output.rejects.write(batch)
    yield* output.funnel.write(tally.toFunnel())
    const sentences = [...sayOtherQuestions(otherQuestions), ...sayAll(notes)]
    yield* output["input-notes"].write(
      Table.fromRows(
        InputNotes,
        sentences.map((note) => ({ note }))
      )
    )
    warn(tally.toSentence())
    for (const sentence of sentences) warn(sentence)
  })
})

/** Sites by number, in order of first appearance. */
class Sites {
  readonly names: Array<string> = []
  readonly #numberByName = new Map<string, number>()

  numberOf(name: string): number {
    const known = this.#numberByName.get(name)
    if (known !== undefined) return known
    this.#numberByName.set(name, this.names.length)
    return this.names.push(name) - 1
  }
}

const duplicateDetail = (keptRow: PostRow, labels: ReadonlyArray<string>, { differences, why }: Comparison): string => {
  const place = `row ${keptRow.row} of ${labels[keptRow.input]!}`
  return differences.length === 0
    ? `equal to ${place}`
    : `differs in ${differences.join(", ")} from ${place}, which is kept since ${why}`
}
