import { mkdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { sha256 } from "@praxis/dataflow/Digest"
import { InputFiles, labelsOf, layer } from "@praxis/dataflow/InputFiles"
import { Effect, FileSystem, Layer, Stream } from "effect"
import { TestClock } from "effect/testing"
import { temporaryFolder } from "./temporaryFolder.ts"

const freshLayer = (folder: string) =>
  layer(join(folder, "cache", "inputs.json")).pipe(Layer.provide(NodeServices.layer))

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

  it.effect("is that of all bytes of a file that is read in several pieces", () =>
    inFolder((folder) =>
      Effect.gen(function* () {
        const bytes = Buffer.alloc(1_700_001)
        for (let at = 0; at < bytes.length; at++) bytes[at] = (at * 31 + (at >> 9) + (at >> 17)) & 255
        writeFileSync(join(folder, "a"), bytes)
        assert.deepStrictEqual(yield* digestOf(join(folder, "a")), { digest: sha256(bytes), bytes: bytes.length })
      })
    )
  )

  it.effect("remembers a file that has settled, and hashes it again when its times or size change", () =>
    inFolder((folder) =>
      Effect.gen(function* () {
        const file = join(folder, "a")
        const cache = () => JSON.parse(readFileSync(join(folder, "cache", "inputs.json"), "utf8").split("\n")[1]!)
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

  it.effect("gives a remembered digest with the length, and only while size, times and inode are the same", () =>
    inFolder((folder) =>
      Effect.gen(function* () {
        const file = join(folder, "a")
        const cacheFile = join(folder, "cache", "inputs.json")
        writeFileSync(file, "abc")
        yield* TestClock.setTime(Date.now() + 10_000)
        yield* digestOf(file)
        const [, line] = readFileSync(cacheFile, "utf8").split("\n")
        const remembered = JSON.parse(line!)
        const withEntry = (change: object) => {
          const changed = JSON.stringify({ [file]: { ...remembered[file], digest: "from the cache", ...change } })
          writeFileSync(cacheFile, `${sha256(changed)}\n${changed}\n`)
          return Effect.provide(digestOf(file), Layer.fresh(freshLayer(folder)))
        }
        assert.deepStrictEqual(yield* withEntry({}), { digest: "from the cache", bytes: 3 })
        for (const change of [{ size: "4" }, { mtime: "1" }, { ctime: "1" }, { inode: "1" }]) {
          assert.deepStrictEqual(yield* withEntry(change), { digest: sha256("abc"), bytes: 3 }, JSON.stringify(change))
        }
      })
    )
  )

  it.effect("does not trust a cache in which a digit was changed", () =>
    inFolder((folder) =>
      Effect.gen(function* () {
        const file = join(folder, "a")
        const cacheFile = join(folder, "cache", "inputs.json")
        writeFileSync(file, "abc")
        yield* TestClock.setTime(Date.now() + 10_000)
        yield* digestOf(file)
        const text = readFileSync(cacheFile, "utf8")
        writeFileSync(cacheFile, text.replace(sha256("abc"), `0${sha256("abc").slice(1)}`))
        const again = yield* Effect.provide(digestOf(file), Layer.fresh(freshLayer(folder)))
        assert.strictEqual(again.digest, sha256("abc"))
      })
    )
  )

  it.effect("remembers many files without writing its memory for each", () => {
    const folder = temporaryFolder()
    const files = Array.from({ length: 60 }, (_, i) => join(folder, `${i}`))
    for (const file of files) writeFileSync(file, file)
    let writes = 0
    const counting = Layer.effect(
      FileSystem.FileSystem,
      Effect.map(FileSystem.FileSystem, (fs) => ({
        ...fs,
        rename: (from: string, to: string) =>
          Effect.andThen(
            Effect.sync(() => void writes++),
            fs.rename(from, to)
          )
      }))
    )
    const cacheFile = join(folder, "cache", "inputs.json")
    return Effect.gen(function* () {
      yield* TestClock.setTime(Date.now() + 10_000)
      yield* Effect.forEach(files, digestOf).pipe(
        Effect.provide(layer(cacheFile).pipe(Layer.provide(counting), Layer.provide(NodeServices.layer)))
      )
      assert.isBelow(writes, 30)
      const known = JSON.parse(readFileSync(cacheFile, "utf8").split("\n")[1]!)
      assert.deepStrictEqual(Object.keys(known).toSorted(), files.toSorted())
    })
  })

  it.effect("fails where a file changes while it is read", () => {
    const folder = temporaryFolder()
    const file = join(folder, "a")
    writeFileSync(file, "abc")
    const growing = Layer.effect(
      FileSystem.FileSystem,
      Effect.map(FileSystem.FileSystem, (fs) => ({
        ...fs,
        open: (path: string, options?: Parameters<typeof fs.open>[1]) =>
          Effect.tap(fs.open(path, options), () => Effect.sync(() => writeFileSync(file, "abcd")))
      }))
    )
    return Effect.gen(function* () {
      const error = yield* Effect.flip(digestOf(file))
      assert.match(error.message, /changed while it was read/)
    }).pipe(
      Effect.provide(layer(join(folder, "c.json")).pipe(Layer.provide(growing), Layer.provide(NodeServices.layer)))
    )
  })

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

  it("takes time that grows with the number of files, not with its square", () => {
    const paths = Array.from({ length: 20_000 }, (_, i) => `/x/${i}/a/Posts.xml`)
    assert.deepStrictEqual(labelsOf(paths).slice(0, 2), ["0/a/Posts.xml", "1/a/Posts.xml"])
  })

  it("numbers the same path given twice", () => {
    assert.deepStrictEqual(labelsOf(["/a/p.csv", "/a/p.csv"]), ["a/p.csv", "a/p.csv (2)"])
  })
})
