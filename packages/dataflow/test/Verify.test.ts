import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { ArtifactStore } from "@praxis/dataflow/ArtifactStore"
import * as ArtifactStoreFiles from "@praxis/dataflow/ArtifactStoreFiles"
import { corrupt } from "@praxis/dataflow/Corruption"
import { sha256 } from "@praxis/dataflow/Digest"
import * as Faults from "@praxis/dataflow/Faults"
import { keyOf, type Record as RunRecord } from "@praxis/dataflow/Record"
import { type Finding, verify } from "@praxis/dataflow/Verify"
import { Effect, FileSystem, Layer, Stream } from "effect"
import { putText, recordOf } from "./support/storedRecords.ts"
import { temporaryFolder } from "./temporaryFolder.ts"

const layerIn = (folder: string) => ArtifactStoreFiles.layerFiles(folder).pipe(Layer.provide(NodeServices.layer))

/** A store with the results of two stages, one of them mapped over two partitions. */
const filled = Effect.gen(function* () {
  const store = yield* ArtifactStore
  const words = recordOf("words", { words: yield* putText("one two"), rejects: yield* putText("none") })
  const first = recordOf("lengths", { lengths: yield* putText("3") }, { partition: "batch 0" })
  const second = recordOf("lengths", { lengths: yield* putText("4") }, { partition: "batch 1" })
  const lengths = recordOf("lengths", { lengths: yield* putText("3 4") }, { tasks: [first, second] })
  for (const record of [words, first, second, lengths]) yield* store.putRecord(record)
  return { words, first, second, lengths }
})

const digestOf = ({ outputs }: RunRecord, output: string): string => outputs[output]!.digest

/** Damages the files of a filled store, and gives what is found then. */
const findingsAfter = (
  damage: (folder: string, records: Effect.Success<typeof filled>) => void
): Effect.Effect<ReadonlyArray<Finding>, unknown> => {
  const folder = temporaryFolder()
  return Effect.gen(function* () {
    damage(folder, yield* filled)
    return (yield* verify()).findings
  }).pipe(Effect.provide(layerIn(folder)))
}

/** Every file with its content. */
const contentOf = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => [file, sha256(readFileSync(file))])

describe("verify", () => {
  it.effect("reads everything once, and finds nothing in a store that is as it was written", () =>
    Effect.gen(function* () {
      yield* filled
      const told: Array<readonly [number, number]> = []
      const verified = yield* verify((done, total) => void told.push([done, total]))
      assert.deepStrictEqual(verified.findings, [])
      assert.deepStrictEqual(verified.objects, { files: 5, bytes: 7 + 4 + 1 + 1 + 3 })
      assert.strictEqual(verified.records.files, 4)
      assert.deepStrictEqual(told.at(-1), [16, 16])
    }).pipe(Effect.provide(layerIn(temporaryFolder())))
  )

  it.effect("tells a damaged object with every output that it is of", () =>
    Effect.gen(function* () {
      let key = ""
      const findings = yield* findingsAfter((folder, { words }) => {
        key = words.key
        corrupt(join(folder, "objects", digestOf(words, "rejects")), { kind: "flip", bit: 3 })
      })
      assert.deepStrictEqual(findings, [
        {
          kind: "object",
          state: "corrupt",
          digest: sha256("none"),
          bytes: 4,
          uses: [{ stage: "words", output: "rejects", partition: undefined, key }]
        }
      ])
    })
  )

  it.effect("tells a missing object, and the partition whose result it was", () =>
    Effect.gen(function* () {
      const findings = yield* findingsAfter((folder, { second }) =>
        rmSync(join(folder, "objects", digestOf(second, "lengths")))
      )
      assert.deepStrictEqual(
        findings.map((each) =>
          each.kind === "object" ? [each.state, each.uses.map(({ partition }) => partition)] : each
        ),
        [["missing", ["batch 1"]]]
      )
    })
  )

  it.effect("tells a damaged record, and of which task it was", () =>
    Effect.gen(function* () {
      const keys: Array<string> = []
      const findings = yield* findingsAfter((folder, { words, first }) => {
        keys.push(words.key, first.key)
        for (const key of keys) corrupt(join(folder, "records", key), { kind: "flip", bit: 900 })
      })
      const byKey = new Map(findings.map((each) => [each.kind === "record" ? each.key : "", each]))
      assert.deepStrictEqual(byKey.get(keys[0]!), { kind: "record", key: keys[0]!, task: undefined })
      assert.deepStrictEqual(byKey.get(keys[1]!), { kind: "record", key: keys[1]!, task: "lengths (batch 0)" })
      assert.strictEqual(findings.length, 2)
    })
  )

  it.effect("tells a record under a key that its parts do not give, although its bytes are as they were written", () =>
    Effect.gen(function* () {
      const store = yield* ArtifactStore
      const { words } = yield* filled
      const parts = { ...words.parts, seed: 8 }
      yield* store.putRecord({ ...words, parts })
      assert.deepStrictEqual((yield* verify()).findings, [
        { kind: "key", key: words.key, stage: "words", expected: keyOf(parts) }
      ])
    }).pipe(Effect.provide(layerIn(temporaryFolder())))
  )

  it.effect("tells what no program of this kind wrote, also folders", () =>
    Effect.gen(function* () {
      const findings = yield* findingsAfter((folder) => {
        writeFileSync(join(folder, "objects", ".DS_Store"), "hi")
        mkdirSync(join(folder, "records", "old"))
      })
      assert.deepStrictEqual(
        findings.map((each) => (each.kind === "foreign" ? [each.place, each.name] : each)),
        [
          ["objects", ".DS_Store"],
          ["records", "old"]
        ]
      )
    })
  )

  it.effect("counts intact objects that no record names, and takes none of them for wrong", () =>
    Effect.gen(function* () {
      yield* putText("left over")
      const { findings, unnamed } = yield* verify()
      assert.deepStrictEqual(findings, [])
      assert.deepStrictEqual([unnamed.files, unnamed.bytes], [1, 9])
    }).pipe(Effect.provide(layerIn(temporaryFolder())))
  )

  it.effect("finds an object that is not what its name says although no record names it", () =>
    Effect.gen(function* () {
      const findings = yield* findingsAfter((folder) => writeFileSync(join(folder, "objects", sha256("a")), "b"))
      assert.deepStrictEqual(findings, [{ kind: "object", state: "corrupt", digest: sha256("a"), bytes: 1, uses: [] }])
    })
  )

  it.effect("goes on after a file that the system does not let be read", () => {
    const folder = temporaryFolder()
    const failing = Layer.effect(
      FileSystem.FileSystem,
      Effect.map(FileSystem.FileSystem, (fs) =>
        Faults.withFaults(fs, ({ method, path }) =>
          method === "read" && path.endsWith(sha256("none")) ? { kind: "error", code: "EIO" } : undefined
        )
      )
    )
    return Effect.gen(function* () {
      yield* filled
      const { findings, objects } = yield* verify()
      assert.strictEqual(objects.files, 5)
      assert.deepStrictEqual(
        findings.map((each) => (each.kind === "unreadable" ? [each.name, each.uses[0]!.output] : each)),
        [[sha256("none"), "rejects"]]
      )
    }).pipe(
      Effect.provide(
        ArtifactStoreFiles.layerFiles(folder).pipe(Layer.provide(failing), Layer.provide(NodeServices.layer))
      )
    )
  })

  it.effect("misses nothing of a record that is collected, with its objects, while it looks", () =>
    Effect.gen(function* () {
      const store = yield* ArtifactStore
      const { words } = yield* filled
      const collect = Effect.gen(function* () {
        yield* store.remove("records", [words.key])
        yield* store.remove("objects", [digestOf(words, "rejects")])
      }).pipe(Effect.orDie)
      const entries: typeof store.entries = (place) =>
        place === "objects" ? Stream.unwrap(Effect.as(collect, store.entries(place))) : store.entries(place)
      const { findings } = yield* Effect.provideService(verify(), ArtifactStore, { ...store, entries })
      assert.deepStrictEqual(findings, [])
    }).pipe(Effect.provide(layerIn(temporaryFolder())))
  )

  it.effect("changes nothing", () => {
    const folder = temporaryFolder()
    return Effect.gen(function* () {
      const { words } = yield* filled
      corrupt(join(folder, "objects", digestOf(words, "words")), { kind: "truncate", bytes: 2 })
      corrupt(join(folder, "records", words.key), { kind: "zero" })
      const before = contentOf(folder)
      yield* verify()
      assert.deepStrictEqual(contentOf(folder), before)
    }).pipe(Effect.provide(layerIn(folder)))
  })
})
