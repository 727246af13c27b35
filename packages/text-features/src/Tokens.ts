/**
 * Documents to tokens.
 */
import { ListColumn, Utf8Builder } from "@praxis/dataflow/Column"
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { Documents, Tokens as TokensTable } from "@praxis/tables/Documents"
import { Effect, Schema, Stream } from "effect"
import { tokenise } from "./tokenise.ts"

/** Which channels of a document are read. */
export const TokensParams = Schema.Struct({
  channels: Schema.NonEmptyArray(Schema.Literals(["title", "text", "code"])).annotate({
    description: "The channels that are read; always in the order title, text, code, each once."
  })
})

const readingOrder = ["title", "text", "code"] as const

/** One row a document: the tokens of its channels, by the rules of {@link tokenise}. */
export const Tokens = Stage.stream("tokens", {
  module: import.meta.url,
  inputs: { documents: Documents },
  params: TokensParams,
  output: TokensTable,
  run: Effect.fn("Tokens.run")(function* ({ inputs, output, params, progress }) {
    const channels = readingOrder.filter((channel) => params.channels.includes(channel))
    progress.total(inputs.documents.numRows, "posts")
    yield* Stream.runForEach(inputs.documents.batches, ({ columns, numRows }) => {
      const tokens = new Utf8Builder()
      const offsets = new Int32Array(numRows + 1)
      for (let i = 0; i < numRows; i++) {
        for (const channel of channels) {
          for (const token of tokenise(columns[channel].at(i))) tokens.append(token)
        }
        offsets[i + 1] = tokens.length
      }
      progress.advance(numRows)
      return output.write(
        Table.make(TokensTable, { doc: columns.doc, tokens: new ListColumn(offsets, tokens.finish()) })
      )
    })
  })
})
