import { mkdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { sha256 } from "@praxis/dataflow/Digest"
import { InputFiles, labelsOf, layer } from "@praxis/dataflow/InputFiles"
import { Effect, Layer, Stream } from "effect"
import { TestClock } from "effect/testing"
import { temporaryFolder } from "./temporaryFolder.ts"

const inFolder = (body: (folder: string) => Effect.Effect<void, unknown, InputFiles>) => {
  const folder = temporaryFolder()
  return body(folder).pipe(
    Effect.provide(layer(join(folder, "cache", "inputs.json")).pipe(Layer.provide(NodeServices.layer)))
  )
}

const digestOf = (path: string) => Effect.flatMap(InputFiles, (files) => files.digest(path))

describe("InputFiles.digest", () => {
  it.effect("is the SHA-256 of the content, also through a link", () =>
    inFolder((folder) =>
      Effect.gen(function* () {
        writeFileSync(join(folder, "a"), "abc")
        symlinkSync(join(folder, "a"), join(folder, "link"))
        assert.deepStrictEqual(yield* digestOf(join(folder, "a")), { digest: sha256("abc"), bytes: 3 })
        assert.strictEqual((yield* digestOf(join(folder, "link"))).digest, sha256("abc"))
      })
    )
  )

  it.effect("remembers a file that has settled, and hashes it again when its times or size change", () =>
    inFolder((folder) =>
      Effect.gen(function* () {
        const file = join(folder, "a")
        const cache = () => JSON.parse(readFileSync(join(folder, "cache", "inputs.json"), "utf8"))
        writeFileSync(file, "abc")
        yield* TestClock.setTime(Date.now() + 10_000)
        yield* digestOf(file)
        assert.strictEqual(cache()[file].digest, sha256("abc"))
        writeFileSync(file, "abd")
        utimesSync(file, 0, 0)
        assert.strictEqual((yield* digestOf(file)).digest, sha256("abd"))
      })
    )
  )

  it.effect(
    "does not remember a file that was written just now, since it may change within the clock's resolution",
    () =>
      inFolder((folder) =>
        Effect.gen(function* () {
          const file = join(folder, "a")
          writeFileSync(file, "abc")
          yield* TestClock.setTime(Date.now())
          yield* digestOf(file)
          assert.throws(() => readFileSync(join(folder, "cache", "inputs.json")), /ENOENT/)
        })
      )
  )

  it.effect("ignores a damaged cache", () =>
    inFolder((folder) =>
      Effect.gen(function* () {
        mkdirSync(join(folder, "cache"))
        writeFileSync(join(folder, "cache", "inputs.json"), "{ not json")
        writeFileSync(join(folder, "a"), "abc")
        assert.strictEqual((yield* digestOf(join(folder, "a"))).digest, sha256("abc"))
      })
    )
  )

  it.effect("says what is wrong with a path and what to do", () =>
    inFolder((folder) =>
      Effect.gen(function* () {
        const missing = yield* Effect.flip(digestOf(join(folder, "none.csv")))
        assert.match(missing.message, /none\.csv: there is no such file\. Check the path/)
        const directory = yield* Effect.flip(digestOf(folder))
        assert.match(directory.message, /is a folder, not a file\. Name the file in it/)
      })
    )
  )
})

describe("InputFiles.content", () => {
  const read = (path: string, digest: string) =>
    Effect.flatMap(InputFiles, (files) => Stream.runCollect(files.content(path, "a.csv", digest)))

  it.effect("gives the bytes, and fails at their end where they are not those that were hashed", () =>
    inFolder((folder) =>
      Effect.gen(function* () {
        const file = join(folder, "a")
        writeFileSync(file, "abc")
        assert.strictEqual(Buffer.concat(yield* read(file, sha256("abc"))).toString(), "abc")
        const error = yield* Effect.flip(read(file, sha256("abd")))
        assert.match(error.message, /^a\.csv: the file changed after it was hashed; run again$/)
      })
    )
  )
})

describe("labelsOf", () => {
  it("takes the file's name, with as many parents as tell files apart", () => {
    assert.deepStrictEqual(labelsOf(["/x/a/dataset.csv"]), ["dataset.csv"])
    assert.deepStrictEqual(labelsOf(["/x/a/p.csv", "/x/b/p.csv", "/x/b/q.csv"]), ["a/p.csv", "b/p.csv", "q.csv"])
    assert.deepStrictEqual(labelsOf(["/x/a/c/p.csv", "/x/b/c/p.csv"]), ["a/c/p.csv", "b/c/p.csv"])
  })

  it("numbers the same path given twice", () => {
    assert.deepStrictEqual(labelsOf(["/a/p.csv", "/a/p.csv"]), ["a/p.csv", "a/p.csv (2)"])
  })
})
