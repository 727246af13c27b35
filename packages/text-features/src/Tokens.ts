/**
 * Documents to tokens.
 */
import * as Kernel from "@praxis/dataflow/Kernel"
import { rowChunks } from "@praxis/dataflow/rowChunks"
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { Documents, Tokens as TokensTable } from "@praxis/tables/Documents"
import { Effect, Schema, Stream } from "effect"
import type { tokeniseChannels } from "./tokeniseChannels.ts"

/** Which channels of a document are read. */
export const TokensParams = Schema.Struct({
  channels: Schema.NonEmptyArray(Schema.Literals(["title", "text", "code"])).annotate({
    description: "The channels that are read; always in the order title, text, code, each once."
  })
})

const readingOrder = ["title", "text", "code"] as const

/** One row a document: the tokens of its channels, by the rules of `tokenise.ts`. */
export const Tokens = Stage.mapped("tokens", {
  module: import.meta.url,
  inputs: { documents: Documents },
  params: TokensParams,
  over: Stage.eachBatch("documents"),
  part: TokensTable,
  output: TokensTable,
  map: Effect.fn("Tokens.map")(function* ({ partition: { batch }, output, params, progress, workers }) {
    const channels = readingOrder.filter((channel) => params.channels.includes(channel))
    progress.total(batch.numRows, "posts")
    const chunks = Stream.fromIterable(rowChunks(batch))
    const jobs = Stream.map(chunks, ({ columns }) => channels.map((channel) => columns[channel]))
    yield* Stream.runForEach(
      Stream.zip(chunks, workers.map(kernel, null, jobs)),
      ([
        {
          columns: { doc },
          numRows
        },
        tokens
      ]) => {
        progress.advance(numRows)
        return output.write(Table.make(TokensTable, { doc, tokens }))
      }
    )
  }),
  combine: Stage.concatenate
})

const kernel = Kernel.make<typeof tokeniseChannels>(
  new URL("./tokeniseChannels.ts", import.meta.url),
  "tokeniseChannels"
)
