import { assert, describe, it } from "@effect/vitest"
import { ArtifactStore } from "@praxis/dataflow/ArtifactStore"
import { layerMemory } from "@praxis/dataflow/ArtifactStoreMemory"
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
})
