import { crc32 } from "node:zlib"
import { Effect, Semaphore } from "effect"
import { ArtifactReadError } from "../Artifact.ts"
import type { ScratchFile } from "../Scratch.ts"

/** Bytes that share one sum; reads are widened to whole blocks. */
const blockBytes = 4096

/**
 * A temporary file whose bytes are compared, when they are read, with the CRC-32 of what was written: a result that a
 * disk changed on its way would otherwise be stored under its own, right digest. Memory: one number a block.
 */
export const checkedScratch = (name: string, file: ScratchFile): ScratchFile => {
  const sums: Array<number> = []
  const oneAtATime = Semaphore.makeUnsafe(1)
  let length = 0

  const addSums = (bytes: Uint8Array) => {
    for (let at = 0; at < bytes.length; ) {
      const block = Math.floor(length / blockBytes)
      const part = bytes.subarray(at, at + blockBytes - (length % blockBytes))
      sums[block] = crc32(part, sums[block] ?? 0)
      at += part.length
      length += part.length
    }
  }

  return {
    append: (bytes) => oneAtATime.withPermit(Effect.tap(file.append(bytes), () => Effect.sync(() => addSums(bytes)))),
    read: (offset, wanted) =>
      Effect.suspend(() => {
        const first = Math.floor(offset / blockBytes)
        const start = first * blockBytes
        const end = Math.max(offset + wanted, Math.min(length, Math.ceil((offset + wanted) / blockBytes) * blockBytes))
        const expected = sums.slice(first, Math.ceil(end / blockBytes))
        return Effect.flatMap(file.read(start, end - start), (bytes) =>
          expected.every((sum, i) => crc32(bytes.subarray(i * blockBytes, (i + 1) * blockBytes)) === sum)
            ? Effect.succeed(bytes.slice(offset - start, offset - start + wanted))
            : Effect.fail(
                new ArtifactReadError({ artifact: name, problem: "it does not hold what was written to it; run again" })
              )
        )
      })
  }
}
