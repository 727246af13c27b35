/**
 * Posts to documents: HTML to text, with code as a channel of its own.
 */
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { Documents as DocumentsTable } from "@praxis/tables/Documents"
import { Posts } from "@praxis/tables/Posts"
import { Effect, Schema, Stream } from "effect"
import { dropMath } from "./dropMath.ts"
import { htmlToChannels } from "./htmlToChannels.ts"

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
 * typed) and are not decoded again; bodies are parsed before anything folds case. See {@link htmlToChannels}.
 */
export const Documents = Stage.stream("documents", {
  module: import.meta.url,
  inputs: { posts: Posts },
  params: DocumentsParams,
  output: DocumentsTable,
  run: Effect.fn("Documents.run")(function* ({ inputs, output, params, progress }) {
    const { Tokenizer } = yield* Effect.promise(() => import("htmlparser2"))
    const clean = params.math === "drop" ? dropMath : (text: string) => text
    let doc = 0
    progress.total(inputs.posts.numRows, "posts")
    yield* Stream.runForEach(inputs.posts.batches, ({ columns, numRows }) => {
      const documents = Table.builder(DocumentsTable)
      for (let i = 0; i < numRows; i++) {
        const { code, nCodes, text } = htmlToChannels(Tokenizer, columns.body.at(i), params)
        documents.append({
          doc: doc++,
          site: columns.site.at(i),
          id: columns.id.at(i),
          title: clean(columns.title.at(i).replace(/\s+/g, " ").trim()).trim(),
          text: clean(text),
          code,
          nCodes
        })
      }
      progress.advance(numRows)
      return output.write(documents.finish())
    })
  })
})
