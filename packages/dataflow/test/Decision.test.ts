import { assert, describe, it } from "@effect/vitest"
import { ArtifactStore } from "@praxis/dataflow/ArtifactStore"
import { layerMemory, memory } from "@praxis/dataflow/ArtifactStoreMemory"
import { decide } from "@praxis/dataflow/Decision"
import { Effect } from "effect"
import { putText, recordOf } from "./support/storedRecords.ts"

describe("decide", () => {
  it.effect("takes a record for a hit where its parts give its key, and for damaged where they do not", () =>
    Effect.gen(function* () {
      const store = yield* ArtifactStore
      const words = recordOf("words", { words: yield* putText("one") })
      yield* store.putRecord(words)
      assert.strictEqual((yield* decide(words.parts, undefined, false)).status, "hit")
      yield* store.putRecord({ ...words, parts: { ...words.parts, seed: 8 } })
      const decision = yield* decide(words.parts, undefined, false)
      assert.deepInclude(decision, { status: "run", damage: [{ kind: "record" }] })
    }).pipe(Effect.provide(layerMemory()))
  )

  it.effect("checks every object of every output", () => {
    const maps = memory()
    return Effect.gen(function* () {
      const store = yield* ArtifactStore
      const [words, rejects] = [yield* putText("one"), yield* putText("two")]
      const record = recordOf("words", { words, rejects })
      yield* store.putRecord(record)
      maps.objects.get(rejects.digest)![0]! ^= 1
      const decision = yield* decide(record.parts, undefined, false)
      const damage = [{ kind: "object" as const, output: "rejects", digest: rejects.digest }]
      assert.deepInclude(decision, { status: "run", damage })
    }).pipe(Effect.provide(layerMemory(maps)))
  })
})
