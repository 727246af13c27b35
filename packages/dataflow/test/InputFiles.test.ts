import { mkdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { sha256 } from "@praxis/dataflow/Digest"
import { InputFiles, layer } from "@praxis/dataflow/InputFiles"
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

describe("a file in parts", () => {
  const read = (path: string, digest: string) =>
    Effect.flatMap(InputFiles, (files) => Stream.runCollect(files.content(path, "a.7z", digest)))
  const parts = (folder: string, contents: Readonly<Record<string, string>>) => {
    for (const [end, content] of Object.entries(contents)) writeFileSync(join(folder, `a.7z.${end}`), content)
    return join(folder, "a.7z")
  }

  it.effect("has the digest and the bytes of its parts one after the other, in the order of their numbers", () =>
    inFolder((folder) =>
      Effect.gen(function* () {
        const path = parts(folder, { "010": "j", "002": "b", "001": "aa", "003": "c" })
        assert.match(
          (yield* Effect.flip(digestOf(path))).message,
          /a\.7z: it is in parts, of which a\.7z\.004, a\.7z\.005, a\.7z\.006 and 3 more are missing\. Put all parts/
        )
        rmSync(join(folder, "a.7z.010"))
        assert.deepStrictEqual(yield* digestOf(path), { digest: sha256("aabc"), bytes: 4 })
        assert.strictEqual(Buffer.concat(yield* read(path, sha256("aabc"))).toString(), "aabc")
      })
    )
  )

  it.effect("is the file itself where that is there too", () =>
    inFolder((folder) =>
      Effect.gen(function* () {
        const path = parts(folder, { "001": "a", "002": "b" })
        writeFileSync(path, "whole")
        assert.deepStrictEqual(yield* digestOf(path), { digest: sha256("whole"), bytes: 5 })
      })
    )
  )

  it.effect(
    "is remembered, and hashed again when one part is edited, though length and all other parts are the same",
    () =>
      inFolder((folder) =>
        Effect.gen(function* () {
          const path = parts(folder, { "001": "a", "002": "b", "003": "c" })
          yield* TestClock.setTime(Date.now() + 10_000)
          yield* digestOf(path)
          const cacheFile = join(folder, "cache", "inputs.json")
          const remembered = JSON.parse(readFileSync(cacheFile, "utf8").split("\n")[1]!)
          assert.deepInclude(remembered[path], { size: "3", digest: sha256("abc") })
          const changed = JSON.stringify({ [path]: { ...remembered[path], digest: "from the cache" } })
          writeFileSync(cacheFile, `${sha256(changed)}\n${changed}\n`)
          const afresh = () => Effect.provide(digestOf(path), Layer.fresh(freshLayer(folder)))
          assert.strictEqual((yield* afresh()).digest, "from the cache")
          writeFileSync(`${path}.002`, "B")
          assert.strictEqual((yield* afresh()).digest, sha256("aBc"))
        })
      )
  )

  it.effect("fails while it is read where a part was edited after it was hashed, and names a part that is gone", () =>
    inFolder((folder) =>
      Effect.gen(function* () {
        const path = parts(folder, { "001": "a", "002": "b", "003": "c" })
        const { digest } = yield* digestOf(path)
        writeFileSync(`${path}.003`, "C")
        const edited = yield* Effect.flip(read(path, digest))
        assert.strictEqual(edited.message, "a.7z: the file changed after it was hashed; run again")
        rmSync(`${path}.002`)
        const gone = yield* Effect.flip(read(path, digest))
        assert.match(gone.message, /^a\.7z: it is in parts, of which a\.7z\.002 is missing/)
        rmSync(`${path}.003`)
        assert.match((yield* Effect.flip(read(path, digest))).message, /changed after it was hashed/)
      })
    )
  )

  it.effect("fails where a part is edited while another is hashed", () => {
    const folder = temporaryFolder()
    const path = parts(folder, { "001": "a", "002": "b" })
    const editing = Layer.effect(
      FileSystem.FileSystem,
      Effect.map(FileSystem.FileSystem, (fs) => ({
        ...fs,
        open: (file: string, options?: Parameters<typeof fs.open>[1]) =>
          Effect.tap(fs.open(file, options), () =>
            Effect.sync(() => (file.endsWith(".002") ? writeFileSync(`${path}.001`, "changed") : undefined))
          )
      }))
    )
    return Effect.gen(function* () {
      const error = yield* Effect.flip(digestOf(path))
      assert.match(error.message, /a\.7z: changed while it was read/)
    }).pipe(
      Effect.provide(layer(join(folder, "c.json")).pipe(Layer.provide(editing), Layer.provide(NodeServices.layer)))
    )
  })
})
