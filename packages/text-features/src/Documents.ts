/**
 * Posts to documents: HTML to text, with code as a channel of its own.
 */
import * as Kernel from "@praxis/dataflow/Kernel"
import { rowChunks } from "@praxis/dataflow/rowChunks"
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { Documents as DocumentsTable } from "@praxis/tables/Documents"
import { Posts } from "@praxis/tables/Posts"
import { Effect, Schema, Stream } from "effect"
import type { separateChannels } from "./separateChannels.ts"

/** What counts as a document's text where studies differ. */
export const DocumentsParams = Schema.Struct({
  quotes: Schema.Literals(["keep", "drop"]).annotate({
    description: "Whether text in quotations stays: in questions they mostly hold error messages and notes."
  }),
  math: Schema.Literals(["keep", "drop"]).annotate({
    description: "Whether LaTeX ($…$, $$…$$, \\(…\\), \\[…\\], environments) stays in title and text."
  })
})

/**
 * One document a post, in the order of posts. Titles are plain text already (an entity in one is what its author
 * typed) and are not decoded again; bodies are parsed before anything folds case. See `htmlToChannels.ts`.
 */
export const Documents = Stage.mapped("documents", {
  module: import.meta.url,
  inputs: { posts: Posts },
  params: DocumentsParams,
  over: Stage.eachBatch("posts"),
  part: DocumentsTable,
  output: DocumentsTable,
  map: Effect.fn("Documents.map")(function* ({ partition: { batch, firstRow }, output, params, progress, workers }) {
    progress.total(batch.numRows, "posts")
    const chunks = Stream.fromIterable(rowChunks(batch))
    const jobs = Stream.map(chunks, ({ columns: { title, body } }) => ({ title, body }))
    let doc = firstRow
    yield* Stream.runForEach(
      Stream.zip(chunks, workers.map(kernel, params, jobs)),
      ([
        {
          columns: { site, id },
          numRows
        },
        channels
      ]) => {
        const docs = Uint32Array.from({ length: numRows }, () => doc++)
        progress.advance(numRows)
        return output.write(Table.make(DocumentsTable, { doc: docs, site, id, ...channels }))
      }
    )
  }),
  combine: Stage.concatenate
})

const kernel = Kernel.make<typeof separateChannels>(
  new URL("./separateChannels.ts", import.meta.url),
  "separateChannels"
)
