import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { ArtifactStore } from "@praxis/dataflow/ArtifactStore"
import * as ArtifactStoreFiles from "@praxis/dataflow/ArtifactStoreFiles"
import { Effect, Layer, Option } from "effect"
import { contractSuite, someRecord } from "./ArtifactStoreContract.ts"
import { temporaryFolder } from "./temporaryFolder.ts"

const layerIn = (folder: string) => ArtifactStoreFiles.layerFiles(folder).pipe(Layer.provide(NodeServices.layer))

describe("the store on disk", () => {
  contractSuite(() => {
    const folder = temporaryFolder()
    const fileOf = (digest: string) => join(folder, "objects", digest)
    return {
      layer: layerIn(folder),
      damage: {
        flipByte: (digest) =>
          Effect.sync(() => {
            const bytes = readFileSync(fileOf(digest))
            bytes[0] = bytes[0]! ^ 1
            writeFileSync(fileOf(digest), bytes)
          }),
        truncate: (digest) => Effect.sync(() => truncateSync(fileOf(digest), 1))
      }
    }
  })

  it.effect("is found again by another process", () => {
    const folder = temporaryFolder()
    const write = Effect.gen(function* () {
      yield* (yield* ArtifactStore).putRecord(someRecord("k"))
    })
    const read = Effect.gen(function* () {
      return yield* (yield* ArtifactStore).record("k")
    })
    return Effect.gen(function* () {
      yield* Effect.provide(write, Layer.fresh(layerIn(folder)))
      assert.deepStrictEqual(yield* Effect.provide(read, Layer.fresh(layerIn(folder))), Option.some(someRecord("k")))
    })
  })

  it.effect("takes every changed byte of a record for no record, and sets the file aside", () => {
    const folder = temporaryFolder()
    return Effect.gen(function* () {
      const store = yield* ArtifactStore
      const file = join(folder, "records", "k")
      yield* store.putRecord(someRecord("k"))
      const good = readFileSync(file)
      for (let at = 0; at < good.length - 1; at++) {
        const bad = Buffer.from(good)
        bad[at] = bad[at]! ^ 0x04
        writeFileSync(file, bad)
        assert.isTrue(Option.isNone(yield* store.record("k")), `byte ${at}`)
      }
      for (let length = 0; length < good.length - 1; length++) {
        writeFileSync(file, good.subarray(0, length))
        assert.isTrue(Option.isNone(yield* store.record("k")), `first ${length} bytes`)
      }
      assert.isAbove(readdirSync(join(folder, "quarantine")).length, good.length)
    }).pipe(Effect.provide(layerIn(folder)))
  })

  it.effect("does not take the record of one key for another's", () => {
    const folder = temporaryFolder()
    return Effect.gen(function* () {
      const store = yield* ArtifactStore
      yield* store.putRecord(someRecord("k1"))
      writeFileSync(join(folder, "records", "k2"), readFileSync(join(folder, "records", "k1")))
      assert.isTrue(Option.isNone(yield* store.record("k2")))
    }).pipe(Effect.provide(layerIn(folder)))
  })

  it.effect("takes a folder in an object's place for a corrupt object", () => {
    const folder = temporaryFolder()
    return Effect.gen(function* () {
      const store = yield* ArtifactStore
      mkdirSync(join(folder, "objects", "abc"))
      assert.strictEqual(yield* store.check("abc", 1), "corrupt")
    }).pipe(Effect.provide(layerIn(folder)))
  })

  it.effect("leaves no temporary file behind a writer that was dropped", () => {
    const folder = temporaryFolder()
    return Effect.gen(function* () {
      const store = yield* ArtifactStore
      yield* Effect.scoped(Effect.flatMap(store.writer("test"), (writer) => writer.write(new Uint8Array(9))))
      assert.deepStrictEqual(readdirSync(join(folder, "objects")), [])
    }).pipe(Effect.provide(layerIn(folder)))
  })

  it.effect("refuses a folder of another version, and says what to do", () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, "version"), "99\n")
    return Effect.gen(function* () {
      const error = yield* Effect.flip(Layer.build(layerIn(folder)))
      assert.strictEqual(error._tag, "StoreVersionError")
      assert.match(error.message, /says version "99".*reads and writes version 1/)
    }).pipe(Effect.scoped)
  })
})
