import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { Effect } from "effect"
import { Tokens } from "../src/Tokens.ts"
import { documentsOf, titleAndText } from "./rows.ts"

type Params = typeof Tokens.params.Type
const run = (
  documents: ReturnType<typeof documentsOf>,
  channels: Partial<Params["channels"]>,
  more: Partial<Params> = {}
) =>
  runStage(Tokens, {
    inputs: { documents },
    params: { ...titleAndText, ...more, channels: { ...titleAndText.channels, ...channels } }
  }).pipe(Effect.map(({ output }) => Table.toRows(output)))
/** The tokens of each document, with ` | ` at the ends of channels. */
const read = (...args: Parameters<typeof run>) =>
  run(...args).pipe(
    Effect.map((rows) =>
      rows.map(({ ends, tokens }) =>
        ends.map((end, channel) => tokens.slice(ends[channel - 1] ?? 0, end).join(" ")).join(" | ")
      )
    )
  )

describe("tokens", () => {
  const documents = documentsOf(
    {
      title: "Title C#",
      text: "Text, text",
      inline: "df.head()\nx < y",
      code: "import numpy as np\nnp.ones(3)",
      traceback: "KeyError: 'a'"
    },
    {},
    { text: "…" },
    { title: "Last" }
  )

  it.effect("reads title and text where nothing else is asked for, and says where each channel ends", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* read(documents, {}), ["title c# | text text", " | ", " | ", "last | "])
    })
  )

  it.effect("reads all channels in the order title, text, inline, code, traceback", () =>
    Effect.gen(function* () {
      const [first] = yield* read(documents, { inline: "keep", code: "keep", traceback: "keep" })
      assert.strictEqual(first, "title c# | text text | df.head x y | import numpy as np np.ones 3 | keyerror a")
    })
  )

  it.effect("reduces code to names that are imported and called, and tracebacks to names of errors", () =>
    Effect.gen(function* () {
      const [first] = yield* read(documents, { title: "drop", inline: "names", code: "names", traceback: "names" })
      assert.strictEqual(first, "text text | df.head | numpy numpy.ones | keyerror")
    })
  )

  it.effect("writes empty rows where no channel is read", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* run(documentsOf({ title: "a" }, {}), { title: "drop", text: "drop" }), [
        { doc: 0, tokens: [], ends: [] },
        { doc: 1, tokens: [], ends: [] }
      ])
    })
  )

  it.effect("does not join the last word of a channel to the first of the next", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* read(documentsOf({ title: "a", text: "b", code: ".c" }), { code: "keep" }), [
        "a | b | c"
      ])
    })
  )

  it.effect("stems plain words by the named algorithm, and neither names with signs nor stop words", () =>
    Effect.gen(function* () {
      const english = documentsOf({ title: "Plotting notebooks, plots", text: "very python3.8 widgets_x c++ using" })
      assert.deepStrictEqual(yield* read(english, {}, { stem: "english" }), [
        "plot notebook plot | very python3.8 widgets_x c++ using"
      ])
      assert.deepStrictEqual(yield* read(documentsOf({ title: "Häuser" }), {}, { stem: "german" }), ["haus | "])
    })
  )

  it.effect("adds the parts of names where it is told to", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* read(documentsOf({ title: "train_test" }), {}, { split: "also" }), [
        "train_test train test | "
      ])
    })
  )
})
