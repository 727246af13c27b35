import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FileSystem } from "effect"
import { withFaults } from "../src/Faults.ts"
import { writeAtomically } from "../src/writeAtomically.ts"
import { temporaryFolder } from "./temporaryFolder.ts"

describe("writeAtomically", () => {
  it.effect("removes what killed writers of the same file left, and nothing of others", () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, ".tmp-a.json-0123"), "half")
    writeFileSync(join(folder, ".tmp-b.json-0123"), "half of another")
    return Effect.gen(function* () {
      yield* writeAtomically(join(folder, "a.json"), "whole")
      assert.deepStrictEqual(readdirSync(folder), [".tmp-b.json-0123", "a.json"])
      assert.strictEqual(readFileSync(join(folder, "a.json"), "utf8"), "whole")
    }).pipe(Effect.provide(NodeServices.layer))
  })

  it.effect("flushes the file before it is renamed, and the folder after", () => {
    const folder = temporaryFolder()
    const calls: Array<string> = []
    return Effect.gen(function* () {
      const fs = withFaults(yield* FileSystem.FileSystem, ({ method, path }) => {
        calls.push(`${method}${path === folder ? " folder" : ""}`)
        return undefined
      })
      yield* Effect.provideService(writeAtomically(join(folder, "a"), "whole"), FileSystem.FileSystem, fs)
      assert.deepStrictEqual(
        calls.filter((call) => /^(writeAll|sync|rename)/.test(call)),
        ["writeAll", "sync", "rename", "sync folder"]
      )
    }).pipe(Effect.provide(NodeServices.layer))
  })
})
