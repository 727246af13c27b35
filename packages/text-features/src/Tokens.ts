/**
 * Documents to tokens.
 */
import * as Kernel from "@praxis/dataflow/Kernel"
import { rowChunks } from "@praxis/dataflow/rowChunks"
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { Documents, Tokens as TokensTable } from "@praxis/tables/Documents"
import { Effect, Schema, Stream } from "effect"
import type { ChannelReading, tokeniseChannels } from "./tokeniseChannels.ts"

const Prose = Schema.Literals(["keep", "drop"])
const Code = Schema.Literals(["keep", "drop", "names"])

/** What is read of a document, and as what. */
export const TokensParams = Schema.Struct({
  channels: Schema.Struct({
    title: Prose.annotate({ description: "Whether the title is read." }),
    text: Prose.annotate({ description: "Whether the body's text is read." }),
    inline: Code.annotate({
      description: "Whether code inside sentences is read: keep all words, drop, or keep just the names in it."
    }),
    code: Code.annotate({
      description:
        "Whether code blocks are read: keep all words, drop, or keep just the names that they import and call."
    }),
    traceback: Code.annotate({
      description:
        "Whether tracebacks and error messages are read: keep all words, drop, or keep just the names of errors and missing modules."
    })
  }),
  split: Schema.Literals(["none", "also"]).annotate({
    description: "Whether the parts of names in camel case and snake case are added after each name."
  }),
  stem: Schema.Literals([
    "none",
    "arabic",
    "armenian",
    "basque",
    "catalan",
    "czech",
    "danish",
    "dutch",
    "english",
    "finnish",
    "french",
    "german",
    "hungarian",
    "irish",
    "italian",
    "norwegian",
    "porter",
    "portuguese",
    "romanian",
    "russian",
    "slovene",
    "spanish",
    "swedish",
    "tamil",
    "turkish"
  ]).annotate({
    description:
      "The Snowball stemmer of plain words (snowball-stemmers 0.6); names with digits or signs and stop words stay as they are."
  })
})

const readingOrder = ["title", "text", "inline", "code", "traceback"] as const

/**
 * One row a document: the tokens of the channels that are read, in the order title, text, inline, code, traceback, by
 * the rules of `tokenise.ts`. Where no channel is read every row is empty.
 */
export const Tokens = Stage.mapped("tokens", {
  module: import.meta.url,
  inputs: { documents: Documents },
  params: TokensParams,
  over: Stage.eachBatch("documents"),
  part: TokensTable,
  output: TokensTable,
  map: Effect.fn("Tokens.map")(function* ({ partition: { batch }, output, params, progress, workers }) {
    const { channels, split, stem } = params
    const readings = readingOrder.flatMap((channel): ReadonlyArray<ChannelReading> => {
      const as = channels[channel]
      return as === "drop" ? [] : [{ channel, as }]
    })
    progress.total(batch.numRows, "posts")
    const chunks = Stream.fromIterable(rowChunks(batch))
    const jobs = Stream.map(chunks, ({ columns, numRows }) => ({
      numRows,
      columns: readings.map(({ channel }) => columns[channel])
    }))
    yield* Stream.runForEach(
      Stream.zip(chunks, workers.map(kernel, { readings, split, stem }, jobs)),
      ([
        {
          columns: { doc },
          numRows
        },
        { ends, tokens }
      ]) => {
        progress.advance(numRows)
        return output.write(Table.make(TokensTable, { doc, tokens, ends }))
      }
    )
  }),
  combine: Stage.concatenate
})

const kernel = Kernel.make<typeof tokeniseChannels>(
  new URL("./tokeniseChannels.ts", import.meta.url),
  "tokeniseChannels"
)
