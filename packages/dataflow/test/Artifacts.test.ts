import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { decodeFile } from "@praxis/dataflow/ArrowFile"
import { ArtifactStore } from "@praxis/dataflow/ArtifactStore"
import { layerFiles } from "@praxis/dataflow/ArtifactStoreFiles"
import { layerMemory, memory } from "@praxis/dataflow/ArtifactStoreMemory"
import * as Artifacts from "@praxis/dataflow/Artifacts"
import { sha256 } from "@praxis/dataflow/Digest"
import * as Table from "@praxis/dataflow/Table"
import { Effect, Layer, Stream } from "effect"
import { temporaryFolder } from "./temporaryFolder.ts"

const Words = Table.contract("words", { word: Table.utf8, vector: Table.fixedList(Table.float64, "dims") })
const rows = Array.from({ length: 7 }, (_, i) => ({ word: `w${i}`, vector: [i, i / 2] }))

const write = (batches: ReadonlyArray<ReadonlyArray<(typeof rows)[number]>>) =>
  Effect.scoped(
    Effect.gen(function* () {
      const writer = yield* Artifacts.tableWriter("words", Words, { dims: 2 })
      for (const batch of batches) yield* writer.write(Table.fromRows(Words, batch, { dims: 2 }))
      return yield* writer.finish
    })
  )

describe("tableWriter and tableHandle", () => {
  it.effect("give the same object for the same rows in any batches", () =>
    Effect.gen(function* () {
      const whole = yield* write([rows])
      assert.strictEqual((yield* write(rows.map((row) => [row]))).digest, whole.digest)
      assert.strictEqual(whole.rows, 7)
    }).pipe(Effect.provide(layerMemory()))
  )

  it.effect("read the table back whole, by batch, and as often as asked", () =>
    Effect.gen(function* () {
      const handle = yield* Artifacts.tableHandle("words", Words, yield* write([rows]))
      assert.deepStrictEqual(Table.toRows(yield* handle.table), rows)
      for (const _ of [1, 2]) {
        const batches = yield* Stream.runCollect(handle.batches)
        assert.deepStrictEqual(
          batches.flatMap((batch) => Table.toRows(batch)),
          rows
        )
      }
      assert.deepStrictEqual(Table.toRows(yield* handle.batch(0)), rows)
    }).pipe(Effect.provide(layerMemory()))
  )

  it.effect("take batches that are written at the same time one after the other", () => {
    const Numbers = Table.contract("numbers", { n: Table.uint32 })
    const all = Array.from({ length: 8 }, (_, i) => i)
    return Effect.gen(function* () {
      const writer = yield* Artifacts.tableWriter("numbers", Numbers, {})
      const batch = (i: number) => Table.make(Numbers, { n: new Uint32Array(65_536).fill(i) })
      yield* Effect.forEach(all, (i) => writer.write(batch(i)), { concurrency: "unbounded" })
      const stored = yield* writer.finish
      assert.strictEqual(yield* (yield* ArtifactStore).check(stored.digest, stored.bytes), "intact")
      const handle = yield* Artifacts.tableHandle("numbers", Numbers, stored)
      const found = yield* Stream.runCollect(Stream.map(handle.batches, ({ columns }) => columns.n[0]!))
      assert.deepStrictEqual(found, all)
    }).pipe(Effect.scoped, Effect.provide(layerFiles(temporaryFolder()).pipe(Layer.provide(NodeServices.layer))))
  })

  it.effect("keep the width of fixed lists where a table has no row", () =>
    Effect.gen(function* () {
      const stored = yield* write([])
      assert.strictEqual(stored.rows, 0)
      const handle = yield* Artifacts.tableHandle("words", Words, stored)
      assert.strictEqual((yield* handle.table).columns.vector.width, 2)
    }).pipe(Effect.provide(layerMemory()))
  )

  it.effect("check head and block before they parse them: every flipped byte of both is a typed error", () => {
    const maps = memory()
    return Effect.gen(function* () {
      const stored = yield* write([rows])
      const handle = yield* Artifacts.tableHandle("words", Words, stored)
      const good = maps.objects.get(stored.digest)!
      const { offset, bytes } = stored.blocks[0]!
      for (let at = 0; at < offset + bytes; at++) {
        maps.objects.set(stored.digest, good.with(at, good[at]! ^ 0x20))
        const error = yield* Effect.flip(handle.table)
        assert.strictEqual(error._tag, "ArtifactReadError")
        assert.match(error.message, at < offset ? /its head does not have/ : /batch 0 does not have the digest/)
      }
    }).pipe(Effect.provide(layerMemory(maps)))
  })

  it.effect("write a file that any reader of Arrow can open, with the digest that is recorded", () => {
    const maps = memory()
    return Effect.gen(function* () {
      const stored = yield* write([rows])
      const bytes = maps.objects.get(stored.digest)!
      assert.strictEqual(sha256(bytes), stored.digest)
      assert.strictEqual(bytes.length, stored.bytes)
      assert.deepStrictEqual(
        decodeFile(Words, bytes).flatMap((batch) => Table.toRows(batch)),
        rows
      )
    }).pipe(Effect.provide(layerMemory(maps)))
  })
})

describe("filesWriter", () => {
  it.effect("stores each file under its own digest, and the set by labels, sites and digests in order", () =>
    Effect.gen(function* () {
      const put = (files: ReadonlyArray<readonly [string, string | undefined, string]>) =>
        Effect.gen(function* () {
          const writer = yield* Artifacts.filesWriter("files")
          for (const [label, site, text] of files) {
            yield* writer.write({ label, site, content: Stream.make(new TextEncoder().encode(text)) })
          }
          return yield* writer.finish
        })
      const stored = yield* put([
        ["a", "ai", "one"],
        ["b", undefined, "two"]
      ])
      assert.deepStrictEqual(stored.files, [
        { label: "a", site: "ai", digest: sha256("one"), bytes: 3 },
        { label: "b", site: null, digest: sha256("two"), bytes: 3 }
      ])
      const others = [
        yield* put([
          ["b", undefined, "two"],
          ["a", "ai", "one"]
        ]),
        yield* put([
          ["a", "cs", "one"],
          ["b", undefined, "two"]
        ]),
        yield* put([
          ["a", "ai", "one!"],
          ["b", undefined, "two"]
        ])
      ]
      for (const other of others) assert.notStrictEqual(other.digest, stored.digest)
      const store = yield* ArtifactStore
      assert.strictEqual(yield* store.check(sha256("one"), 3), "intact")
    }).pipe(Effect.provide(layerMemory()))
  )
})
