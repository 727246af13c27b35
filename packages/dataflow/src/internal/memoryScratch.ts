import { Effect } from "effect"
import { ArtifactReadError } from "../Artifact.ts"
import type { ScratchFile } from "../Scratch.ts"
import { Growable } from "./Growable.ts"

/** A temporary file in memory, for tests and stores in memory. */
export const memoryScratchFile = (): ScratchFile => {
  const content = new Growable(Uint8Array)
  return {
    append: (bytes) =>
      Effect.sync(() => {
        const offset = content.extend(bytes.length)
        content.array.set(bytes, offset)
        return offset
      }),
    read: (offset, length) =>
      Effect.suspend(() =>
        offset + length > content.length
          ? Effect.fail(
              new ArtifactReadError({
                artifact: "a temporary file",
                problem: `it ends before byte ${offset + length}`
              })
            )
          : Effect.succeed(content.view().slice(offset, offset + length))
      )
  }
}
