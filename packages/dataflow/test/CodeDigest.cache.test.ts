import { readdirSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { temporaryWorkspace } from "./temporaryWorkspace.ts"

const stage = "packages/a/src/Stage.ts"
const files = {
  [stage]: 'import "./b.ts"\nimport "csv"',
  "packages/a/src/b.ts": "export const b = 1",
  "pnpm-lock.yaml": [
    "importers: { packages/a: { dependencies: { csv: { version: 7.0.2 } } } }",
    "packages: { csv@7.0.2: { resolution: { integrity: sha512-csv } } }",
    "snapshots: { csv@7.0.2: {} }"
  ].join("\n")
}

const cached = Effect.gen(function* () {
  const workspace = yield* temporaryWorkspace(files)
  const cacheFile = join(workspace.root, "cache/code.json")
  const cold = yield* workspace.digestOf(stage, cacheFile)
  return { workspace, cacheFile, cold, digest: workspace.digestOf(stage, cacheFile) }
})

describe("the cache of parsed code", () => {
  it.effect("gives what a run without it gives", () =>
    Effect.gen(function* () {
      const { workspace, cold, digest } = yield* cached
      assert.deepStrictEqual(cold, yield* workspace.digestOf(stage))
      assert.deepStrictEqual(yield* digest, cold)
    })
  )

  it.effect("is keyed by content: an edit is seen, and undone it is the old digest again", () =>
    Effect.gen(function* () {
      const { workspace, cold, digest } = yield* cached
      workspace.write({ "packages/a/src/b.ts": "export const b = 2" })
      assert.notStrictEqual((yield* digest).digest, cold.digest)
      workspace.write({ "packages/a/src/b.ts": files["packages/a/src/b.ts"] })
      assert.deepStrictEqual(yield* digest, cold)
    })
  )

  it.effect("does not hide a file that went missing", () =>
    Effect.gen(function* () {
      const { workspace, digest } = yield* cached
      workspace.remove("packages/a/src/b.ts")
      assert.strictEqual((yield* Effect.flip(digest)).condition, "missing-file")
    })
  )

  it.effect("removes what a killed process left beside it, when it is written next", () =>
    Effect.gen(function* () {
      const { workspace, digest } = yield* cached
      workspace.write({ "cache/code.json.left.tmp": "half", "packages/a/src/b.ts": "export const b = 3" })
      yield* digest
      assert.deepStrictEqual(readdirSync(join(workspace.root, "cache")), ["code.json"])
    })
  )

  it.effect("is written only where something new was learnt, and leaves no other file", () =>
    Effect.gen(function* () {
      const { workspace, digest } = yield* cached
      const spoilt = `${workspace.read("cache/code.json")}\n`
      workspace.write({ "cache/code.json": spoilt })
      yield* digest
      assert.strictEqual(workspace.read("cache/code.json"), spoilt)
      assert.deepStrictEqual(readdirSync(join(workspace.root, "cache")), ["code.json"])
    })
  )

  it.effect("is ignored and written anew at any flipped byte and any cut", () =>
    Effect.gen(function* () {
      const { workspace, cold, digest } = yield* cached
      const whole = workspace.read("cache/code.json")
      const damaged = [
        ...Array.from({ length: 40 }, (_, i) => {
          const at = Math.floor((i * whole.length) / 40)
          return `${whole.slice(0, at)}${whole[at] === "0" ? "1" : "0"}${whole.slice(at + 1)}`
        }),
        ...[0, 1, 64, 65, 100, whole.length - 1].map((length) => whole.slice(0, length)),
        "null",
        "{}"
      ]
      for (const text of damaged) {
        workspace.write({ "cache/code.json": text })
        assert.deepStrictEqual(yield* digest, cold)
        assert.strictEqual(workspace.read("cache/code.json"), whole)
      }
    })
  )

  it.effect("is ignored where other parsers wrote it", () =>
    Effect.gen(function* () {
      const { createHash } = yield* Effect.promise(() => import("node:crypto"))
      const { workspace, cold, digest } = yield* cached
      const whole = workspace.read("cache/code.json")
      const body = whole
        .slice(65)
        .replace(/node [\d.]+/, "node 1.0.0")
        .replaceAll(/"digest":"[0-9a-f]+"/g, '"digest":"0"')
      workspace.write({ "cache/code.json": `${createHash("sha256").update(body).digest("hex")}\n${body}` })
      assert.deepStrictEqual(yield* digest, cold)
      assert.strictEqual(workspace.read("cache/code.json"), whole)
    })
  )

  it.effect("that cannot be written costs nothing but time", () =>
    Effect.gen(function* () {
      const workspace = yield* temporaryWorkspace({ ...files, cache: "a file where the folder should be" })
      const inFile = yield* workspace.digestOf(stage, join(workspace.root, "cache/code.json"))
      assert.deepStrictEqual(inFile, yield* workspace.digestOf(stage))
    })
  )
})
