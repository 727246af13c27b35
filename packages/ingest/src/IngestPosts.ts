/**
 * Stage `posts`: raw exports and dumps to questions, rejects and a funnel.
 */
import * as Stage from "@praxis/dataflow/Stage"
import { CorpusFiles } from "@praxis/tables/CorpusFiles"
import { StateChanges } from "@praxis/tables/Duplicates"
import { Funnel, InputNotes, Posts, Rejects } from "@praxis/tables/Posts"
import { Effect, Schema } from "effect"
import { ColumnMap } from "./columnsOf.ts"
import { IngestPart } from "./IngestRows.ts"
import { InputError } from "./InputError.ts"
import { mergeParts } from "./mergeParts.ts"
import { readPart } from "./readPart.ts"

/** Parameters of {@link IngestPosts}. */
export const IngestParams = Schema.Struct({
  maxFieldBytes: Schema.Int.check(Schema.isGreaterThan(0)).annotate({
    description:
      "Most bytes that the fields of one row may have together. A longer row is an error: a quote in it is probably never closed."
  }),
  maxRejects: Schema.Number.check(Schema.isBetween({ minimum: 0, maximum: 1 })).annotate({
    description:
      "Most of the rows of an input, as a share, that may be malformed or lack id, title or body. Beyond it the input is refused, with its first faults."
  }),
  columns: ColumnMap.annotate({
    description: 'Names of columns by field where they are not known ones, such as { Title: "Question_title" }.'
  })
})

/** A piece of a text goes to a thread at so many bytes: long beside the cost of passing it, short beside a file. */
const pieceBytes = 1 << 20

/**
 * Reads CSV exports and Posts.xml of data dumps to questions: each file is a task of its own, so that a new or changed
 * file alone is read again. Of several rows of one post (site, id) the newest state is kept, by what the rows and their files
 * hold and not by their place (see `newestOf`), so that files and rows in any order give the same `posts`.
 * Says first how many rows were read and kept, then what `input-notes` holds; the former is not in that table, since the
 * funnel has its numbers. Errors: `InputError` with a problem for each input that cannot be read as a whole; `ArtifactReadError`.
 */
export const IngestPosts = Stage.mapped("posts", {
  module: import.meta.url,
  inputs: { files: CorpusFiles },
  params: IngestParams,
  over: Stage.eachFile("files"),
  part: IngestPart,
  map: ({ partition, output, params, progress, scratch, workers }) =>
    readPart({ ...params, file: partition, pieceBytes, output, progress, scratch, workers }).pipe(
      Effect.catchTag("InputProblem", (problem) => Effect.fail(new InputError({ problems: [problem] })))
    ),
  mergeErrors: (errors) => new InputError({ problems: errors.flatMap(({ problems }) => problems) }),
  output: { posts: Posts, rejects: Rejects, funnel: Funnel, "input-notes": InputNotes, "state-changes": StateChanges },
  combine: mergeParts
})
