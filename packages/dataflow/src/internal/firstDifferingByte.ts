import { Effect } from "effect"
import type { ArtifactReadError } from "../Artifact.ts"
import type { ArtifactStore } from "../ArtifactStore.ts"

/** An object in a store. */
export interface StoredBytes {
  readonly store: ArtifactStore["Service"]
  readonly digest: string
  readonly bytes: number
}

const chunkBytes = 1024 * 1024

/** The offset of the first byte in which two objects differ, or at which the shorter one ends; undefined where all bytes are equal. */
export const firstDifferingByte = Effect.fnUntraced(function* (
  a: StoredBytes,
  b: StoredBytes
): Effect.fn.Return<number | undefined, ArtifactReadError> {
  const shared = Math.min(a.bytes, b.bytes)
  for (let offset = 0; offset < shared; offset += chunkBytes) {
    const length = Math.min(chunkBytes, shared - offset)
    const inA = yield* a.store.range(a.digest, offset, length)
    const inB = yield* b.store.range(b.digest, offset, length)
    const at = inA.findIndex((byte, i) => byte !== inB[i])
    if (at >= 0) return offset + at
  }
  return a.bytes === b.bytes ? undefined : shared
})
