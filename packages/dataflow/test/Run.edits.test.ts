import { pathToFileURL } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import { bind } from "@praxis/dataflow/Bind"
import * as CodeDigest from "@praxis/dataflow/CodeDigest"
import { sha256 } from "@praxis/dataflow/Digest"
import * as Run from "@praxis/dataflow/Run"
import { Effect, Layer } from "effect"
import { mappedStudy } from "./MappedStudy.ts"
import { tinyServices } from "./TinyStudy.ts"
import { temporaryWorkspace } from "./temporaryWorkspace.ts"

const text = "one two"
const helper = "export const half = (n) => n / 2\n"
const sources = {
  "packages/a/src/words.ts": 'import { half } from "./half.ts"\nexport const words = (text) => half(text.length)\n',
  "packages/a/src/half.ts": helper,
  "packages/a/src/lengths.ts": 'import { half } from "./half.ts"\nexport const lengths = half(4)\n',
  "packages/a/src/sums.ts": "export const sums = 1\n"
}

/** Runs the study whose stages' code is in these files, then edits them and runs again: what ran the second time. */
const executedAfter = (edited: Readonly<Record<string, string>>) =>
  Effect.gen(function* () {
    const workspace = yield* temporaryWorkspace(sources)
    const { study, ran } = mappedStudy((stage) => pathToFileURL(`${workspace.root}/packages/a/src/${stage}.ts`).href)
    const services = tinyServices()
    services.contents.set("/a.txt", text)
    const file = { label: "a.txt", site: "here", path: "/a.txt", digest: sha256(text), bytes: text.length }
    const bound = yield* bind(study, { files: [file] })
    const store = yield* Layer.build(services.layer)
    const run = Effect.suspend(() =>
      Run.run(bound, [bound.target]).pipe(
        Effect.provide(CodeDigest.layer({ root: workspace.root }), { local: true }),
        Effect.provideContext(store)
      )
    )
    assert.isTrue((yield* run).ok)
    ran.splice(0)
    workspace.write(edited)
    assert.isTrue((yield* run).ok)
    return ran.toSorted()
  })

describe("run, after an edit of the code", () => {
  it.effect("runs no stage after a comment", () =>
    Effect.gen(function* () {
      const commented = `/** Halves. */\n${helper} // exactly\n`
      assert.deepStrictEqual(yield* executedAfter({ "packages/a/src/half.ts": commented }), [])
    })
  )

  it.effect("runs no stage after a change of format and of types", () =>
    Effect.gen(function* () {
      const formatted = "export const half = (\n  n: number\n): number =>\n  n / 2;\n"
      assert.deepStrictEqual(yield* executedAfter({ "packages/a/src/half.ts": formatted }), [])
    })
  )

  it.effect("runs the stages that reach a changed function, and nothing below them where they come out the same", () =>
    Effect.gen(function* () {
      const changed = "export const half = (n) => n * 0.5\n"
      assert.deepStrictEqual(yield* executedAfter({ "packages/a/src/half.ts": changed }), [
        "lengths",
        "lengths/0",
        "words",
        "words/a.txt"
      ])
    })
  )

  it.effect("runs one stage after a change of its module alone", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* executedAfter({ "packages/a/src/sums.ts": "export const sums = 2\n" }), [
        "sums",
        "sums/1",
        "sums/2"
      ])
    })
  )
})
