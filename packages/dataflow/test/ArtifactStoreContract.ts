/**
 * What every store must do. Each layer runs this suite.
 */
import { assert, it } from "@effect/vitest"
import { ArtifactStore, type Place } from "@praxis/dataflow/ArtifactStore"
import { sha256 } from "@praxis/dataflow/Digest"
import type { Record as RunRecord } from "@praxis/dataflow/Record"
import { Effect, type Layer, Stream } from "effect"

const bytesOf = (text: string) => new TextEncoder().encode(text)

const put = (...chunks: ReadonlyArray<string>) =>
  Effect.scoped(
    Effect.gen(function* () {
      const store = yield* ArtifactStore
      const writer = yield* store.writer("test")
      for (const chunk of chunks) yield* writer.write(bytesOf(chunk))
      return yield* writer.commit
    })
  )

const textOf = (digest: string) =>
  Effect.gen(function* () {
    const store = yield* ArtifactStore
    const chunks = yield* Stream.runCollect(store.content(digest))
    return Buffer.concat(chunks).toString("utf8")
  })

/** A record that holds nothing in particular. */
export const someRecord = (key: string, seconds = 1.5): RunRecord => ({
  key,
  parts: {
    format: 1,
    node: "26.10.0",
    stage: "s",
    code: { digest: "c", files: { "a.ts": "d" }, packages: {} },
    params: { k: 15, list: [1, "two", null] },
    contract: "table s (a: utf8)",
    seed: null,
    inputs: { rows: { digest: "e", from: "rows", external: false, rows: 3 } }
  },
  outputs: { s: { kind: "file", digest: "f", bytes: 1, extension: ".txt" } },
  seconds,
  warnings: ["mind the gap"]
})

/** Damages the stored bytes of an object, in whatever way the layer keeps them. */
export interface Damage {
  readonly flipByte: (digest: string) => Effect.Effect<void>
  readonly truncate: (digest: string) => Effect.Effect<void>
}

/** Declares the suite. `make` gives a fresh store and the means to damage it. */
export const contractSuite = <E>(
  make: () => { readonly layer: Layer.Layer<ArtifactStore, E>; readonly damage: Damage }
) => {
  const test = (name: string, body: (damage: Damage) => Effect.Effect<void, unknown, ArtifactStore>) =>
    it.effect(name, () => {
      const { layer, damage } = make()
      return body(damage).pipe(Effect.provide(layer))
    })

  test("names an object by the SHA-256 of all chunks, and gives the bytes back", () =>
    Effect.gen(function* () {
      const stored = yield* put("one ", "", "two")
      assert.deepStrictEqual(stored, { digest: sha256("one two"), bytes: 7 })
      assert.strictEqual(yield* textOf(stored.digest), "one two")
    }))

  test("keeps an empty object", () =>
    Effect.gen(function* () {
      const stored = yield* put()
      assert.deepStrictEqual(stored, { digest: sha256(""), bytes: 0 })
      assert.strictEqual(yield* textOf(stored.digest), "")
    }))

  test("keeps nothing of a writer that is not committed", () =>
    Effect.gen(function* () {
      const store = yield* ArtifactStore
      yield* Effect.scoped(Effect.flatMap(store.writer("test"), (writer) => writer.write(bytesOf("lost"))))
      assert.strictEqual(yield* store.check(sha256("lost"), 4), "missing")
    }))

  test("copies a chunk before write returns", () =>
    Effect.gen(function* () {
      const store = yield* ArtifactStore
      const chunk = bytesOf("abc")
      const { digest } = yield* Effect.scoped(
        Effect.gen(function* () {
          const writer = yield* store.writer("test")
          yield* writer.write(chunk)
          chunk.fill(0)
          return yield* writer.commit
        })
      )
      assert.strictEqual(digest, sha256("abc"))
      assert.strictEqual(yield* textOf(digest), "abc")
    }))

  test("writes the same object twice without harm, also at once", () =>
    Effect.gen(function* () {
      const store = yield* ArtifactStore
      const all = yield* Effect.all([put("same"), put("same"), put("same")], { concurrency: 3 })
      assert.strictEqual(new Set(all.map(({ digest }) => digest)).size, 1)
      assert.strictEqual(yield* store.check(sha256("same"), 4), "intact")
    }))

  test("reads a range, and fails where the object ends before it", () =>
    Effect.gen(function* () {
      const store = yield* ArtifactStore
      const { digest } = yield* put("0123456789")
      assert.strictEqual(Buffer.from(yield* store.range(digest, 3, 4)).toString(), "3456")
      assert.strictEqual((yield* store.range(digest, 10, 0)).length, 0)
      const error = yield* Effect.flip(store.range(digest, 8, 3))
      assert.strictEqual(error._tag, "ArtifactReadError")
      assert.match(error.message, /ends before byte 11/)
    }))

  test("fails with a typed error where an object is missing", () =>
    Effect.gen(function* () {
      const store = yield* ArtifactStore
      assert.strictEqual((yield* Effect.flip(store.range("0".repeat(64), 0, 1)))._tag, "ArtifactReadError")
      assert.strictEqual((yield* Effect.flip(textOf("0".repeat(64))))._tag, "ArtifactReadError")
      assert.strictEqual(yield* store.check("0".repeat(64), 1), "missing")
    }))

  test("tells intact, damaged and cut objects apart", (damage) =>
    Effect.gen(function* () {
      const store = yield* ArtifactStore
      const { digest, bytes } = yield* put("content that matters")
      assert.strictEqual(yield* store.check(digest, bytes), "intact")
      assert.strictEqual(yield* store.check(digest, bytes + 1), "corrupt")
      yield* damage.flipByte(digest)
      assert.strictEqual(yield* store.check(digest, bytes), "corrupt")
      const other = yield* put("another content")
      yield* damage.truncate(other.digest)
      assert.strictEqual(yield* store.check(other.digest, other.bytes), "corrupt")
    }))

  test("gives the bytes of a damaged object with an error at their end, never as if they were good", (damage) =>
    Effect.gen(function* () {
      const { digest } = yield* put("content that matters")
      yield* damage.flipByte(digest)
      const error = yield* Effect.flip(textOf(digest))
      assert.strictEqual(error._tag, "ArtifactReadError")
      assert.match(error.message, /do not have this digest/)
    }))

  test("sets a damaged object aside, leaves an intact one alone, and takes the object again", (damage) =>
    Effect.gen(function* () {
      const store = yield* ArtifactStore
      const { digest, bytes } = yield* put("content")
      yield* store.quarantine(digest)
      assert.strictEqual(yield* store.check(digest, bytes), "intact")
      yield* damage.flipByte(digest)
      yield* store.quarantine(digest)
      assert.strictEqual(yield* store.check(digest, bytes), "missing")
      yield* store.quarantine(digest)
      yield* put("content")
      assert.strictEqual(yield* store.check(digest, bytes), "intact")
    }))

  test("no longer has a record that was set aside", () =>
    Effect.gen(function* () {
      const store = yield* ArtifactStore
      yield* store.putRecord(someRecord("k"))
      yield* store.quarantineRecord("k")
      yield* store.quarantineRecord("k")
      assert.deepStrictEqual(yield* store.record("k"), { state: "missing" })
    }))

  const namesIn = (place: Place) =>
    Effect.gen(function* () {
      const store = yield* ArtifactStore
      return (yield* Stream.runCollect(store.entries(place))).map(({ name }) => name)
    })

  test("lists what stands in it by name, with its length", () =>
    Effect.gen(function* () {
      const store = yield* ArtifactStore
      const stored = [yield* put("one"), yield* put("three")].sort((a, b) => (a.digest < b.digest ? -1 : 1))
      for (const key of ["k2", "k1"]) yield* store.putRecord(someRecord(key))
      const objects = yield* Stream.runCollect(store.entries("objects"))
      assert.deepStrictEqual(
        objects.map(({ place, name, bytes }) => ({ place, name, bytes })),
        stored.map(({ digest, bytes }) => ({ place: "objects" as const, name: digest, bytes }))
      )
      assert.deepStrictEqual(yield* namesIn("records"), ["k1", "k2"])
      assert.deepStrictEqual(yield* namesIn("quarantine"), [])
    }))

  test("lists what was set aside under names that begin with its digest, and removes it", (damage) =>
    Effect.gen(function* () {
      const store = yield* ArtifactStore
      const { digest } = yield* put("content")
      yield* damage.flipByte(digest)
      yield* store.quarantine(digest)
      assert.deepStrictEqual(yield* namesIn("objects"), [])
      assert.deepStrictEqual(
        (yield* namesIn("quarantine")).map((name) => name.startsWith(digest)),
        [true]
      )
      yield* store.remove("quarantine", yield* namesIn("quarantine"))
      assert.deepStrictEqual(yield* namesIn("quarantine"), [])
    }))

  test("removes what it is told to and nothing else, and passes over what is gone", () =>
    Effect.gen(function* () {
      const store = yield* ArtifactStore
      const [one, two] = [yield* put("one"), yield* put("two")]
      for (const key of ["k1", "k2"]) yield* store.putRecord(someRecord(key))
      yield* store.remove("objects", [one.digest, "0".repeat(64)])
      yield* store.remove("objects", [one.digest])
      yield* store.remove("records", ["k2"])
      assert.deepStrictEqual(yield* namesIn("objects"), [two.digest])
      assert.deepStrictEqual(yield* namesIn("records"), ["k1"])
      assert.deepStrictEqual(yield* store.record("k2"), { state: "missing" })
    }))

  test("gives a record back as it was written, and replaces it as a whole", () =>
    Effect.gen(function* () {
      const store = yield* ArtifactStore
      assert.deepStrictEqual(yield* store.record("k1"), { state: "missing" })
      yield* store.putRecord(someRecord("k1"))
      assert.deepStrictEqual(yield* store.record("k1"), { state: "intact", record: someRecord("k1") })
      yield* store.putRecord(someRecord("k1", 2))
      assert.deepStrictEqual(yield* store.record("k1"), { state: "intact", record: someRecord("k1", 2) })
      assert.deepStrictEqual(yield* store.record("k2"), { state: "missing" })
    }))
}
