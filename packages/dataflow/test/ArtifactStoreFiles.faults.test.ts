/** What a person is told when the disk fails, and what the store makes of what it cannot read. */
import { readdirSync, symlinkSync } from "node:fs"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FileSystem, Layer } from "effect"
import { ArtifactStore } from "../src/ArtifactStore.ts"
import * as ArtifactStoreFiles from "../src/ArtifactStoreFiles.ts"
import { type Call, type Fault, withFaults } from "../src/Faults.ts"
import { someRecord } from "./ArtifactStoreContract.ts"
import { temporaryFolder } from "./temporaryFolder.ts"

const storeIn = (folder: string, plan: (call: Call) => Fault | undefined = () => undefined) =>
  ArtifactStoreFiles.layerFiles(folder).pipe(
    Layer.provide(
      Layer.effect(
        FileSystem.FileSystem,
        Effect.map(FileSystem.FileSystem, (fs) => withFaults(fs, plan))
      )
    ),
    Layer.provide(NodeServices.layer)
  )

const writeThree = Effect.scoped(
  Effect.gen(function* () {
    const writer = yield* (yield* ArtifactStore).writer("topics")
    yield* writer.write(new Uint8Array(3))
    return yield* writer.commit
  })
)

describe("a disk that fails", () => {
  it.effect("is named by its path, the system's words and what to do, also where a file was open already", () => {
    const folder = temporaryFolder()
    const objects = join(folder, "objects")
    const fails: ReadonlyArray<readonly [string, Fault, string]> = [
      [
        "writeAll",
        { kind: "error", code: "ENOSPC" },
        "no space left on device (ENOSPC). Make room on that disk and run again"
      ],
      ["sync", { kind: "error", code: "EIO" }, "i/o error (EIO). The disk may be failing; check it, then run again"],
      ["rename", { kind: "error", code: "EXDEV" }, "cross-device link not permitted (EXDEV)"]
    ]
    return Effect.forEach(fails, ([method, fault, words]) =>
      Effect.gen(function* () {
        const plan = (call: Call) => (call.method === method && call.path.startsWith(objects) ? fault : undefined)
        const error = yield* Effect.flip(writeThree).pipe(Effect.provide(Layer.fresh(storeIn(folder, plan))))
        assert.strictEqual((error as Error).message, `topics: ${objects}: ${words}`)
        assert.deepStrictEqual(readdirSync(objects), [])
      })
    )
  })
})

describe("a symbolic link to itself", () => {
  it.effect("in an object's place is damage, and is set aside", () => {
    const folder = temporaryFolder()
    return Effect.gen(function* () {
      const store = yield* ArtifactStore
      symlinkSync("abc", join(folder, "objects", "abc"))
      assert.strictEqual(yield* store.check("abc", 1), "corrupt")
      yield* store.quarantine("abc")
      assert.strictEqual(yield* store.check("abc", 1), "missing")
      assert.lengthOf(readdirSync(join(folder, "quarantine")), 1)
    }).pipe(Effect.provide(storeIn(folder)))
  })

  it.effect("in a record's place is damage, and the record can be written again", () => {
    const folder = temporaryFolder()
    return Effect.gen(function* () {
      const store = yield* ArtifactStore
      symlinkSync("k", join(folder, "records", "k"))
      assert.deepStrictEqual(yield* store.record("k"), { state: "corrupt" })
      yield* store.quarantineRecord("k")
      yield* store.putRecord(someRecord("k"))
      assert.deepStrictEqual(yield* store.record("k"), { state: "intact", record: someRecord("k") })
    }).pipe(Effect.provide(storeIn(folder)))
  })
})
