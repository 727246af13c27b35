import { Effect, Stream } from "effect"
import { decodeBlock } from "../ArrowFile.ts"
import { ArtifactReadError, type ArtifactWriteError } from "../Artifact.ts"
import { sha256 } from "../Digest.ts"
import type { ScratchFile } from "../Scratch.ts"
import type { AnyContract, Batch } from "../Table.ts"
import { makeWriter } from "./encodeFile.ts"
import type { Source } from "./mergeRows.ts"
import type { BatchLimits } from "./rebatch.ts"

/**
 * Writes rows to a temporary file in blocks of the given limits; nothing else may append meanwhile. Memory keeps the
 * place and the SHA-256 of each block: one that comes back with other bytes is an `ArtifactReadError`.
 */
export const spillRows = Effect.fnUntraced(function* <K extends AnyContract, E>(
  contract: K,
  file: ScratchFile,
  limits: BatchLimits,
  rows: Stream.Stream<Batch<K>, E>
): Effect.fn.Return<Source<K, ArtifactReadError>, ArtifactWriteError | E> {
  const writer = makeWriter(contract, {}, limits)
  let head: Uint8Array | undefined
  let begin = 0
  const append = Effect.fnUntraced(function* (chunks: Iterable<Uint8Array>) {
    for (const chunk of chunks) {
      const offset = yield* file.append(chunk)
      if (head !== undefined) continue
      head = chunk
      begin = offset
    }
  })
  yield* Stream.runForEach(rows, (batch) => append(writer.write(batch)))
  const { blocks, chunks } = writer.finish()
  yield* append(chunks)
  return {
    numBatches: blocks.length,
    batch: Effect.fnUntraced(function* (i: number) {
      const { offset, bytes, digest } = blocks[i]!
      const block = yield* file.read(begin + offset, bytes)
      if (sha256(block) !== digest) {
        const problem =
          "rows that were written there came back changed: the disk or the memory may be faulty; run again"
        return yield* new ArtifactReadError({ artifact: `a temporary file of ${contract.name}`, problem })
      }
      return decodeBlock(contract, head!, block)
    })
  }
})
