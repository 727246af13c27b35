import { readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import * as CodeDigest from "@praxis/dataflow/CodeDigest"
import * as SourceTexts from "@praxis/dataflow/SourceTexts"
import { Effect } from "effect"
import { temporaryWorkspace } from "./temporaryWorkspace.ts"

const stage = "packages/a/src/Stage.ts"
const words = "packages/a/src/words.json"
const files = { [stage]: 'import words from "./words.json" with { type: "json" }\nf(1)', [words]: '{ "a": 1 }' }

/** A workspace whose code was digested once, with its texts kept. */
const digested = Effect.gen(function* () {
  const workspace = yield* temporaryWorkspace(files)
  const textsFolder = join(workspace.root, "cache/sources")
  const digest = CodeDigest.CodeDigests.use((digests) =>
    digests.of(pathToFileURL(join(workspace.root, stage)).href)
  ).pipe(Effect.provide(CodeDigest.layer({ root: workspace.root, textsFolder }), { local: true }))
  const code = yield* digest
  const text = (file: string, digest: string, committed?: string) =>
    SourceTexts.SourceTexts.use((texts) => texts.text(file, digest)).pipe(
      Effect.map((bytes) => (bytes === undefined ? undefined : new TextDecoder().decode(bytes))),
      Effect.provide(
        SourceTexts.layer({
          root: workspace.root,
          textsFolder,
          otherVersions: () => Effect.succeed(committed === undefined ? [] : [new TextEncoder().encode(committed)])
        }),
        { local: true }
      )
    )
  return { workspace, textsFolder, code, digest, text }
})

describe("source texts", () => {
  it.effect("are kept once a digest, and found after an edit", () =>
    Effect.gen(function* () {
      const { workspace, textsFolder, code, text } = yield* digested
      assert.deepStrictEqual(readdirSync(textsFolder).sort(), Object.values(code.files).sort())
      workspace.write({ [stage]: "f(2)", [words]: "{}" })
      assert.strictEqual(yield* text(stage, code.files[stage]!), files[stage])
      assert.strictEqual(yield* text(words, code.files[words]!), files[words])
    })
  )

  it.effect("that are kept already are not written again", () =>
    Effect.gen(function* () {
      const { textsFolder, code, digest } = yield* digested
      const file = join(textsFolder, code.files[stage]!)
      writeFileSync(file, "as it was")
      yield* digest
      const { readFileSync } = yield* Effect.promise(() => import("node:fs"))
      assert.strictEqual(readFileSync(file, "utf8"), "as it was")
    })
  )

  it.effect("that were damaged are not believed, and dropped so that the next run keeps them anew", () =>
    Effect.gen(function* () {
      const { workspace, textsFolder, code, digest, text } = yield* digested
      workspace.write({ [stage]: "f(2)" })
      for (const damaged of ["f(3)", "", "f("]) {
        writeFileSync(join(textsFolder, code.files[stage]!), damaged)
        assert.isUndefined(yield* text(stage, code.files[stage]!))
        assert.notInclude(readdirSync(textsFolder), code.files[stage]!)
      }
      workspace.write({ [stage]: files[stage] })
      yield* digest
      assert.include(readdirSync(textsFolder), code.files[stage]!)
    })
  )

  it.effect("come from the file as it is now, or from another version, where they have the digest", () =>
    Effect.gen(function* () {
      const { workspace, textsFolder, code, text } = yield* digested
      for (const name of readdirSync(textsFolder)) workspace.remove(`cache/sources/${name}`)
      assert.strictEqual(yield* text(stage, code.files[stage]!), files[stage])
      workspace.write({ [stage]: "f(2)" })
      assert.isUndefined(yield* text(stage, code.files[stage]!, "f(3)"))
      const reformatted = `// Committed.\n${files[stage]};`
      assert.strictEqual(yield* text(stage, code.files[stage]!, reformatted), reformatted)
    })
  )

  it.effect("are not looked for under what is no digest", () =>
    Effect.gen(function* () {
      const { text } = yield* digested
      assert.isUndefined(yield* text(stage, "../code.json"))
    })
  )
})
