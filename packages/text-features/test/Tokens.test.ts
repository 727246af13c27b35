import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { Effect } from "effect"
import { Tokens } from "../src/Tokens.ts"
import { documentsOf } from "./rows.ts"

const read = (documents: ReturnType<typeof documentsOf>, channels: typeof Tokens.params.Type.channels) =>
  runStage(Tokens, { inputs: { documents }, params: { channels } }).pipe(
    Effect.map(({ output }) => Table.toRows(output).map(({ tokens }) => tokens.join(" ")))
  )

describe("tokens", () => {
  const documents = documentsOf(
    { title: "Title C#", text: "Text, text", code: "code()" },
    {},
    { text: "…" },
    { title: "Last" }
  )

  it.effect("reads the named channels in the order title, text, code, however they are named", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* read(documents, ["title", "text"]), ["title c# text text", "", "", "last"])
      assert.deepStrictEqual(yield* read(documents, ["code", "text", "title", "code"]), [
        "title c# text text code",
        "",
        "",
        "last"
      ])
      assert.deepStrictEqual(yield* read(documents, ["code"]), ["code", "", "", ""])
    })
  )

  it.effect("does not join the last word of a channel to the first of the next", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(
        yield* read(documentsOf({ title: "a", text: "b", code: ".c" }), ["title", "text", "code"]),
        ["a b c"]
      )
    })
  )
})
