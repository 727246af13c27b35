import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { ArtifactStore } from "@praxis/dataflow/ArtifactStore"
import * as ArtifactStoreFiles from "@praxis/dataflow/ArtifactStoreFiles"
import { Effect, FileSystem, Layer } from "effect"
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
      assert.deepStrictEqual(yield* Effect.provide(read, Layer.fresh(layerIn(folder))), {
        state: "intact",
        record: someRecord("k")
      })
    })
  })

  it.effect("takes every changed byte of a record for damage, and sets the file aside when told", () => {
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
        assert.deepStrictEqual(yield* store.record("k"), { state: "corrupt" }, `byte ${at}`)
      }
      for (let length = 0; length < good.length - 1; length++) {
        writeFileSync(file, good.subarray(0, length))
        assert.deepStrictEqual(yield* store.record("k"), { state: "corrupt" }, `first ${length} bytes`)
      }
      writeFileSync(file, `${good}more`)
      assert.deepStrictEqual(yield* store.record("k"), { state: "corrupt" }, "bytes after its end")
      yield* store.quarantineRecord("k")
      assert.lengthOf(readdirSync(join(folder, "quarantine")), 1)
    }).pipe(Effect.provide(layerIn(folder)))
  })

  it.effect("does not take the record of one key for another's", () => {
    const folder = temporaryFolder()
    return Effect.gen(function* () {
      const store = yield* ArtifactStore
      yield* store.putRecord(someRecord("k1"))
      writeFileSync(join(folder, "records", "k2"), readFileSync(join(folder, "records", "k1")))
      assert.deepStrictEqual(yield* store.record("k2"), { state: "corrupt" })
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

  it.effect("takes a folder in a record's place for a damaged record, and can replace it", () => {
    const folder = temporaryFolder()
    return Effect.gen(function* () {
      const store = yield* ArtifactStore
      mkdirSync(join(folder, "records", "k"))
      assert.deepStrictEqual(yield* store.record("k"), { state: "corrupt" })
      yield* store.quarantineRecord("k")
      yield* store.putRecord(someRecord("k"))
      assert.deepStrictEqual(yield* store.record("k"), { state: "intact", record: someRecord("k") })
    }).pipe(Effect.provide(layerIn(folder)))
  })

  it.effect("flushes the file before it is renamed, and the folder after", () => {
    const folder = temporaryFolder()
    const calls: Array<string> = []
    return Effect.gen(function* () {
      const store = yield* ArtifactStore
      calls.length = 0
      yield* Effect.scoped(
        Effect.gen(function* () {
          const writer = yield* store.writer("test")
          yield* writer.write(new Uint8Array(3))
          yield* writer.commit
        })
      )
      assert.deepStrictEqual(calls, ["open file", "write", "sync file", "rename", "open folder", "sync folder"])
    }).pipe(Effect.provide(observedLayerIn(folder, calls)))
  })

  it.effect("does not publish what could not be written whole", () => {
    const folder = temporaryFolder()
    return Effect.gen(function* () {
      const store = yield* ArtifactStore
      const error = yield* Effect.scoped(
        Effect.gen(function* () {
          const writer = yield* store.writer("test")
          yield* writer.write(new Uint8Array(2))
          yield* Effect.ignore(writer.write(unwritable))
          yield* writer.write(new Uint8Array(2))
          return yield* Effect.flip(writer.commit)
        })
      )
      assert.strictEqual(error._tag, "ArtifactWriteError")
      assert.deepStrictEqual(readdirSync(join(folder, "objects")), [])
    }).pipe(Effect.provide(observedLayerIn(folder, [])))
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

/** A chunk that the observed file system refuses. */
const unwritable = new Uint8Array([0xff])

/** A store whose file system notes what is done to files and folders, in order. */
const observedLayerIn = (folder: string, calls: Array<string>) =>
  ArtifactStoreFiles.layerFiles(folder).pipe(Layer.provide(observed(calls)), Layer.provide(NodeServices.layer))

const observed = (calls: Array<string>) =>
  Layer.effect(
    FileSystem.FileSystem,
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const noted = (call: string) => Effect.sync(() => void calls.push(call))
      return {
        ...fs,
        rename: (from: string, to: string) => Effect.andThen(noted("rename"), fs.rename(from, to)),
        open: (path: string, options?: Parameters<typeof fs.open>[1]) => {
          const kind = options?.flag === "r" ? "folder" : "file"
          return Effect.map(Effect.andThen(noted(`open ${kind}`), fs.open(path, options)), (file) => ({
            ...file,
            sync: Effect.andThen(noted(`sync ${kind}`), file.sync),
            writeAll: (bytes: Uint8Array) =>
              bytes === unwritable
                ? Effect.asVoid(fs.readFile(`${path}/is no folder`))
                : Effect.andThen(noted("write"), file.writeAll(bytes))
          }))
        }
      }
    })
  )
