import { cpSync, mkdirSync, readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { ArtifactStore } from "@praxis/dataflow/ArtifactStore"
import * as ArtifactStoreFiles from "@praxis/dataflow/ArtifactStoreFiles"
import { layerMemory } from "@praxis/dataflow/ArtifactStoreMemory"
import { corrupt } from "@praxis/dataflow/Corruption"
import { sha256 } from "@praxis/dataflow/Digest"
import * as Faults from "@praxis/dataflow/Faults"
import { drop, survey } from "@praxis/dataflow/Gc"
import type { Record as RunRecord } from "@praxis/dataflow/Record"
import { type Roots, roots } from "@praxis/dataflow/Roots"
import { verify } from "@praxis/dataflow/Verify"
import { Effect, FileSystem, Layer, Stream } from "effect"
import { putText, recordOf } from "./support/storedRecords.ts"
import { temporaryFolder } from "./temporaryFolder.ts"

const none: Roots = { keys: new Set(), locked: new Set(), since: Number.POSITIVE_INFINITY, runs: 0, lockFiles: [] }
const naming = (...records: ReadonlyArray<RunRecord>): Roots => ({
  ...none,
  keys: new Set(records.map(({ key }) => key))
})

const put = Effect.fnUntraced(function* (...records: ReadonlyArray<RunRecord>) {
  const store = yield* ArtifactStore
  for (const record of records) yield* store.putRecord(record)
})

const standing = Effect.gen(function* () {
  const store = yield* ArtifactStore
  const names = (place: "records" | "objects") =>
    Effect.map(Stream.runCollect(store.entries(place)), (all) => all.map(({ name }) => name))
  return { records: yield* names("records"), objects: yield* names("objects") }
})

const collect = (kept: Roots) => Effect.flatMap(survey(kept), drop)

const test = (name: string, body: Effect.Effect<void, unknown, ArtifactStore>) =>
  it.effect(name, () => Effect.provide(body, layerMemory()))

describe("gc", () => {
  test(
    "keeps what is named with its objects, and drops the rest with theirs",
    Effect.gen(function* () {
      const [old, now, shared] = [yield* putText("old"), yield* putText("now"), yield* putText("shared")]
      const before = recordOf("words", { words: old, rejects: shared }, { seed: 1 })
      const current = recordOf("words", { words: now, rejects: shared }, { seed: 2 })
      yield* put(before, current)
      yield* putText("named by none")
      const found = yield* survey(naming(current))
      assert.deepStrictEqual(
        found.records.map(({ key, stage }) => [key, stage]),
        [[before.key, "words"]]
      )
      assert.deepStrictEqual(
        found.objects.map(({ bytes, stage }) => [bytes, stage]).sort(),
        [
          ["named by none".length, undefined],
          [3, "words"]
        ].sort()
      )
      assert.deepStrictEqual(found.keptObjects, { files: 2, bytes: 3 + 6 })
      yield* drop(found)
      assert.deepStrictEqual(yield* standing, {
        records: [current.key],
        objects: [now.digest, shared.digest].sort()
      })
    })
  )

  test(
    "says what it would drop without dropping it",
    Effect.gen(function* () {
      yield* put(recordOf("words", { words: yield* putText("old") }))
      const before = yield* standing
      assert.strictEqual((yield* survey(none)).records.length, 1)
      assert.deepStrictEqual(yield* standing, before)
    })
  )

  test(
    "keeps the tasks of a mapped result that is kept, and drops those of one that is not",
    Effect.gen(function* () {
      const [a, b] = [
        recordOf("lengths", { lengths: yield* putText("3") }, { partition: "batch 0" }),
        recordOf("lengths", { lengths: yield* putText("4") }, { partition: "batch 1" })
      ]
      const now = recordOf("lengths", { lengths: yield* putText("3!") }, { seed: 2, tasks: [a] })
      const before = recordOf("lengths", { lengths: yield* putText("3 4!") }, { seed: 1, tasks: [a, b] })
      yield* put(a, b, now, before)
      yield* collect(naming(now))
      assert.deepStrictEqual((yield* standing).records, [a.key, now.key].sort())
    })
  )

  test(
    "keeps a record whose outputs a lock file names, and objects that it names without a record",
    Effect.gen(function* () {
      const [one, empty, other] = [yield* putText("one"), yield* putText(""), yield* putText("other")]
      const locked = recordOf("words", { words: one, rejects: empty }, { seed: 1 })
      const onlyInPart = recordOf("words", { words: other, rejects: empty }, { seed: 2 })
      const orphan = yield* putText("its record is gone")
      yield* put(locked, onlyInPart)
      yield* collect({ ...none, locked: new Set([one.digest, empty.digest, orphan.digest]) })
      assert.deepStrictEqual(yield* standing, {
        records: [locked.key],
        objects: [one.digest, empty.digest, orphan.digest].sort()
      })
    })
  )

  test(
    "finds nothing the second time",
    Effect.gen(function* () {
      const kept = recordOf("words", { words: yield* putText("now") }, { seed: 2 })
      yield* put(recordOf("words", { words: yield* putText("old") }, { seed: 1 }), kept)
      yield* collect(naming(kept))
      const { records, objects, setAside } = yield* survey(naming(kept))
      assert.deepStrictEqual([records, objects, setAside], [[], [], []])
    })
  )

  test(
    "names the texts of code that kept results were made with",
    Effect.gen(function* () {
      const kept = recordOf("words", { words: yield* putText("now") })
      yield* put(kept, recordOf("total", { total: yield* putText("3") }))
      assert.isTrue((yield* survey(naming(kept))).keptTexts.has(sha256("code of words")))
    })
  )
})

const layerIn = (folder: string) => ArtifactStoreFiles.layerFiles(folder).pipe(Layer.provide(NodeServices.layer))

describe("gc on disk", () => {
  it.effect("keeps the finished tasks of a run that was stopped as long as the run counts", () =>
    Effect.gen(function* () {
      const task = recordOf("lengths", { lengths: yield* putText("3") }, { partition: "batch 0" })
      yield* put(task)
      const written = (yield* Stream.runCollect((yield* ArtifactStore).entries("records")))[0]!.modified
      assert.deepStrictEqual((yield* survey({ ...none, since: written - 1 })).records, [])
      assert.strictEqual((yield* survey({ ...none, since: written + 1 })).records.length, 1)
    }).pipe(Effect.provide(layerIn(temporaryFolder())))
  )

  it.effect("leaves alone what it does not know, and a damaged record that is named; drops one that is not", () => {
    const folder = temporaryFolder()
    return Effect.gen(function* () {
      const named = recordOf("words", { words: yield* putText("now") }, { seed: 1 })
      const unnamed = recordOf("words", { words: yield* putText("now") }, { seed: 2 })
      yield* put(named, unnamed)
      for (const { key } of [named, unnamed]) corrupt(join(folder, "records", key), { kind: "flip", bit: 900 })
      for (const place of ["objects", "records"]) writeFileSync(join(folder, place, "notes.txt"), "mine")
      yield* collect(naming(named))
      assert.deepStrictEqual(readdirSync(join(folder, "records")).sort(), [named.key, "notes.txt"].sort())
      assert.deepStrictEqual(readdirSync(join(folder, "objects")), ["notes.txt"])
    }).pipe(Effect.provide(layerIn(folder)))
  })

  it.effect("drops what was set aside before the oldest run that counts, and keeps what was since", () => {
    const folder = temporaryFolder()
    return Effect.gen(function* () {
      const store = yield* ArtifactStore
      const { digest } = yield* putText("content")
      corrupt(join(folder, "objects", digest), { kind: "flip", bit: 0 })
      yield* store.quarantine(digest)
      // The test's clock stands at the beginning of 1970.
      assert.strictEqual((yield* survey({ ...none, since: 0 })).setAside.length, 0)
      assert.strictEqual((yield* survey({ ...none, since: 1 })).setAside.length, 1)
    }).pipe(Effect.provide(layerIn(folder)))
  })

  it.effect("leaves no record without its objects wherever it is stopped, and the next one ends the work", () => {
    const folder = temporaryFolder()
    /** Each call: copies the store, stops gc at its k-th removal, and tells how many removals there were. */
    const stopAt = (k: number, kept: Roots) => {
      const copy = temporaryFolder()
      cpSync(folder, copy, { recursive: true })
      let removals = 0
      const failing = Layer.effect(
        FileSystem.FileSystem,
        Effect.map(FileSystem.FileSystem, (fs) =>
          Faults.withFaults(fs, ({ method }) => {
            if (method === "remove") removals++
            return removals >= k && method === "remove" ? { kind: "error", code: "EIO" } : undefined
          })
        )
      )
      const faulty = ArtifactStoreFiles.layerFiles(copy).pipe(Layer.provide(failing), Layer.provide(NodeServices.layer))
      return Effect.gen(function* () {
        const exit = yield* Effect.exit(Effect.provide(collect(kept), faulty))
        yield* Effect.gen(function* () {
          const { findings } = yield* verify()
          assert.deepStrictEqual(findings, [], `stopped at removal ${k}`)
          yield* collect(kept)
          const { records, objects } = yield* survey(kept)
          assert.deepStrictEqual([records, objects], [[], []])
        }).pipe(Effect.provide(layerIn(copy)))
        return exit._tag === "Failure"
      })
    }
    return Effect.gen(function* () {
      const kept = yield* Effect.gen(function* () {
        const shared = yield* putText("shared")
        const current = recordOf("words", { words: yield* putText("now"), rejects: shared }, { seed: 9 })
        const old = yield* Effect.forEach([1, 2, 3], (seed) =>
          Effect.map(putText(`old ${seed}`), (words) => recordOf("words", { words, rejects: shared }, { seed }))
        )
        yield* put(current, ...old)
        return naming(current)
      }).pipe(Effect.provide(layerIn(folder)))
      let k = 1
      while (yield* stopAt(k, kept)) k++
      const [records, objects] = [3, 3]
      assert.strictEqual(k, records + objects + 1)
    })
  })
})

describe("roots", () => {
  const named = { run: sha256("a key of the run"), last: sha256("a last key"), locked: sha256("a locked output") }

  /** An artifacts folder with three runs, the last of them cut short, and a lock file with the marks of a merge. */
  const folderWithRuns = () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, "runs", "tiny"), { recursive: true })
    for (const day of [1, 2, 3]) {
      const begin = { event: "begin", journal: 1, at: `2026-01-0${day}T00:00:00.000Z`, study: "tiny" }
      const node = { event: "node", node: "words", status: "ran", key: sha256(`key ${day}`) }
      const file = join(folder, "runs", `2026010${day}T000000000Z-tiny-made.jsonl`)
      writeFileSync(file, `${JSON.stringify(begin)}\n${JSON.stringify(node)}\n{"event":"node","key":"${named.run}"`)
    }
    writeFileSync(join(folder, "runs", "tiny", "made.keys.json"), JSON.stringify({ words: named.last }))
    writeFileSync(join(folder, "tiny.lock.json"), `<<<<<<< ours\n"${named.locked}"\n=======\n`)
    return folder
  }

  const rootsIn = (folder: string, keepRuns: number) =>
    roots({ lockFolders: [folder, folder], runsFolder: join(folder, "runs"), keepRuns }).pipe(
      Effect.provide(NodeServices.layer)
    )

  it.effect("are what the last runs, the last results and lock files name, whatever state these are in", () =>
    Effect.gen(function* () {
      const folder = folderWithRuns()
      const found = yield* rootsIn(folder, 2)
      assert.deepStrictEqual([...found.keys].sort(), [named.run, named.last, sha256("key 2"), sha256("key 3")].sort())
      assert.deepStrictEqual([...found.locked], [named.locked])
      assert.deepStrictEqual(found.lockFiles, [join(folder, "tiny.lock.json")])
      assert.strictEqual(found.since, Date.parse("2026-01-02T00:00:00.000Z"))
      assert.strictEqual(found.runs, 2)
    })
  )

  it.effect("are the last results and lock files alone where no run is to count", () =>
    Effect.gen(function* () {
      const found = yield* rootsIn(folderWithRuns(), 0)
      assert.deepStrictEqual([...found.keys], [named.last])
      assert.strictEqual(found.since, Number.POSITIVE_INFINITY)
    })
  )

  it.effect("are none where nothing was run yet", () =>
    Effect.gen(function* () {
      const found = yield* rootsIn(join(temporaryFolder(), "absent"), 10)
      assert.deepStrictEqual([found.keys.size, found.locked.size, found.runs], [0, 0, 0])
    })
  )
})
