import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { ArtifactStore } from "@praxis/dataflow/ArtifactStore"
import * as ArtifactStoreFiles from "@praxis/dataflow/ArtifactStoreFiles"
import * as Artifacts from "@praxis/dataflow/Artifacts"
import { decide } from "@praxis/dataflow/Decision"
import type { Record as RunRecord } from "@praxis/dataflow/Record"
import { verify } from "@praxis/dataflow/Verify"
import { Effect, Layer, Stream } from "effect"
import { Total } from "./TinyStudy.ts"
import { temporaryFolder } from "./temporaryFolder.ts"

const layerIn = (folder: string) => ArtifactStoreFiles.layerFiles(folder).pipe(Layer.provide(NodeServices.layer))

/** A copy of the store that a program of this version left. */
const fixture = (version: number): string => {
  const folder = join(temporaryFolder(), "store")
  cpSync(fileURLToPath(new URL(`./fixtures/store-${version}`, import.meta.url)), folder, { recursive: true })
  return folder
}

const recordsIn = Effect.gen(function* () {
  const store = yield* ArtifactStore
  const records = new Map<string, RunRecord>()
  yield* Stream.runForEach(store.entries("records"), ({ name }) =>
    Effect.map(store.record(name), (found) => {
      if (found.state === "intact") records.set(found.record.parts.stage, found.record)
    })
  )
  return records
})

/** The message with which a folder is refused. */
const refusal = (folder: string) =>
  Effect.map(Effect.scoped(Effect.flip(Layer.build(layerIn(folder)))), (error) => {
    assert.strictEqual(error._tag, "StoreVersionError")
    return error.message
  })

describe("a store of version 1", () => {
  it.effect("is sound, and all that it holds is a verified hit", () =>
    Effect.gen(function* () {
      const { findings, objects, records, unnamed } = yield* verify()
      assert.deepStrictEqual(findings, [])
      assert.strictEqual(objects.files, 9)
      assert.strictEqual(records.files, 7)
      assert.strictEqual(unnamed.files, 0)
      for (const [stage, { parts }] of yield* recordsIn)
        assert.strictEqual((yield* decide(parts, undefined, false)).status, "hit", stage)
    }).pipe(Effect.provide(layerIn(fixture(1))))
  )

  it.effect("gives the values that were written", () =>
    Effect.gen(function* () {
      const records = yield* recordsIn
      const { total } = records.get("total")!.outputs
      const handle = yield* Artifacts.tableHandle("total", Total, total as Extract<typeof total, { kind: "table" }>)
      const lettersOfOneTwoThree = 3 + 3 + 5
      assert.deepStrictEqual([...(yield* handle.table).columns.total], [lettersOfOneTwoThree])
    }).pipe(Effect.provide(layerIn(fixture(1))))
  )

  it.effect("is not changed when it is opened", () => {
    const folder = fixture(1)
    const before = readdirSync(join(folder, "records"))
    return Effect.gen(function* () {
      yield* recordsIn
      assert.strictEqual(readFileSync(join(folder, "version"), "utf8"), "1\n")
      assert.deepStrictEqual(readdirSync(join(folder, "records")), before)
    }).pipe(Effect.provide(layerIn(folder)))
  })
})

describe("the version of a store", () => {
  it.effect("refuses a newer one, and says what to do", () =>
    Effect.gen(function* () {
      const message = yield* refusal(fixture(99))
      assert.match(
        message,
        /store\/version says version "99"; this program reads and writes version 1\. Use the program/
      )
    })
  )

  it.effect.each([
    ["banana\n", 'says version "banana"'],
    ["", "says no version"],
    ["1.0\n", 'says version "1.0"'],
    ["\u0000\u0000", "says version"]
  ] as const)("refuses a version file with %j", ([content, words]) =>
    Effect.gen(function* () {
      const folder = fixture(1)
      writeFileSync(join(folder, "version"), content)
      assert.include(yield* refusal(folder), words)
      assert.strictEqual(readFileSync(join(folder, "version"), "utf8"), content)
    })
  )

  it.effect("refuses results of which nobody says the version", () =>
    Effect.gen(function* () {
      const folder = fixture(1)
      rmSync(join(folder, "version"))
      assert.match(yield* refusal(folder), /says no version; this program/)
      assert.notInclude(readdirSync(folder), "version")
    })
  )

  it.effect("is written where nothing stands but what a dead process left half written", () =>
    Effect.gen(function* () {
      const folder = temporaryFolder()
      mkdirSync(join(folder, "objects"))
      writeFileSync(join(folder, "objects", ".tmp-1"), "half")
      yield* Effect.scoped(Layer.build(layerIn(folder)))
      assert.strictEqual(readFileSync(join(folder, "version"), "utf8"), "1\n")
    })
  )
})
