import { describe } from "@effect/vitest"
import { layerMemory, memory } from "@praxis/dataflow/ArtifactStoreMemory"
import { Effect } from "effect"
import { contractSuite } from "./ArtifactStoreContract.ts"

describe("the store in memory", () => {
  contractSuite(() => {
    const maps = memory()
    const change = (by: (bytes: Uint8Array) => Uint8Array) => (digest: string) =>
      Effect.sync(() => void maps.objects.set(digest, by(maps.objects.get(digest)!)))
    return {
      layer: layerMemory(maps),
      damage: {
        flipByte: change((bytes) => bytes.with(0, bytes[0]! ^ 1)),
        truncate: change((bytes) => bytes.slice(0, -1))
      }
    }
  })
})
