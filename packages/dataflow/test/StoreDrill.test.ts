import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { ArtifactStore } from "../src/ArtifactStore.ts"
import * as ArtifactStoreFiles from "../src/ArtifactStoreFiles.ts"
import { kinds } from "../src/Corruption.ts"
import { keyOf, type Record } from "../src/Record.ts"
import { inject, intact, randomFaults, targetsOf } from "../src/StoreDrill.ts"
import { someRecord } from "./ArtifactStoreContract.ts"
import { temporaryFolder } from "./temporaryFolder.ts"

/** A store with two results of one file each, and what `body` does with it. */
const inStore = <A, E>(
  body: (tools: {
    readonly folder: string
    readonly records: ReadonlyArray<Record>
  }) => Effect.Effect<A, E, ArtifactStore>
) => {
  const folder = temporaryFolder()
  const put = Effect.fnUntraced(function* (stage: string, content: string) {
    const store = yield* ArtifactStore
    const { parts } = someRecord("any")
    const own = { ...parts, stage }
    const stored = yield* Effect.scoped(
      Effect.gen(function* () {
        const writer = yield* store.writer(stage)
        yield* writer.write(new TextEncoder().encode(content))
        return yield* writer.commit
      })
    )
    const record: Record = {
      key: keyOf(own),
      parts: own,
      outputs: { [stage]: { kind: "file", extension: ".txt", ...stored } },
      seconds: 1,
      warnings: []
    }
    yield* store.putRecord(record)
    return record
  })
  return Effect.gen(function* () {
    const records = [yield* put("first", "the first"), yield* put("second", "the second")]
    return yield* body({ folder, records })
  }).pipe(Effect.provide(ArtifactStoreFiles.layerFiles(folder).pipe(Layer.provide(NodeServices.layer))))
}

const contentsOf = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true, encoding: "utf8" })
    .filter((entry) => entry.isFile())
    .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), "utf8")])

describe("inject", () => {
  it.effect("finds that faults of every kind are noticed, and leaves the store as it was", () =>
    inStore(({ folder, records }) =>
      Effect.gen(function* () {
        const before = contentsOf(folder)
        const faults = randomFaults(targetsOf(folder, records), 160, 1)
        assert.deepStrictEqual([...new Set(faults.map(({ corruption }) => corruption.kind))], [...kinds])
        for (const fault of faults) {
          const { ending } = yield* inject(fault)
          assert.strictEqual(ending, "detected", JSON.stringify(fault))
        }
        assert.deepStrictEqual(contentsOf(folder), before)
        assert.isTrue(yield* intact(records))
      })
    )
  )

  it.effect("says so where a store takes wrong bytes for a result", () =>
    inStore(({ folder, records }) =>
      Effect.gen(function* () {
        const store = yield* ArtifactStore
        const [target] = targetsOf(folder, records)
        const verdict = yield* inject({ target: target!, corruption: { kind: "flip", bit: 3 } }).pipe(
          Effect.provideService(ArtifactStore, { ...store, check: () => Effect.succeed("intact") })
        )
        assert.deepStrictEqual(verdict, {
          ending: "wrong",
          problem: "first is taken for a result although its bytes were changed"
        })
      })
    )
  )

  it.effect("the same seed chooses the same faults", () =>
    inStore(({ folder, records }) =>
      Effect.sync(() => {
        const targets = targetsOf(folder, records)
        assert.deepStrictEqual(randomFaults(targets, 50, 7), randomFaults(targets, 50, 7))
        assert.notDeepEqual(randomFaults(targets, 50, 7), randomFaults(targets, 50, 8))
      })
    )
  )

  it.effect("a store with a damaged object is not intact", () =>
    inStore(({ folder, records }) =>
      Effect.gen(function* () {
        writeFileSync(targetsOf(folder, records)[0]!.file, "other bytes")
        assert.isFalse(yield* intact(records))
      })
    )
  )
})
