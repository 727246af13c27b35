import type { Hash } from "node:crypto"
import { Effect, Fiber, type FileSystem, type PlatformError } from "effect"
import { incremental } from "../Digest.ts"

/** Bytes read at a time: what a processor's cache holds. */
const chunkBytes = 512 * 1024

/** The SHA-256, in hexadecimal, of an open file from its beginning, and its length. `expectedBytes` keeps buffers of small files small. */
export const hashFile = Effect.fnUntraced(function* (
  file: FileSystem.File,
  expectedBytes: number
): Effect.fn.Return<{ readonly digest: string; readonly bytes: number }, PlatformError.PlatformError> {
  const sha = incremental()
  const bytes = yield* hashInto(sha, file, expectedBytes)
  return { digest: sha.digest("hex"), bytes }
})

/** Adds an open file to a hash, from the file's beginning, and gives its length. Two buffers: while one is hashed, the other is filled. */
export const hashInto = Effect.fnUntraced(function* (
  sha: Hash,
  file: FileSystem.File,
  expectedBytes: number
): Effect.fn.Return<number, PlatformError.PlatformError> {
  const length = Math.min(chunkBytes, Math.max(1, expectedBytes))
  const buffers = [Buffer.allocUnsafe(length), Buffer.allocUnsafe(length)] as const
  let bytes = 0
  for (let turn = 0, read = yield* file.read(buffers[0]); read > 0; turn ^= 1) {
    const next = yield* Effect.forkChild(file.read(buffers[turn === 0 ? 1 : 0]), { startImmediately: true })
    sha.update(buffers[turn === 0 ? 0 : 1].subarray(0, read))
    bytes += read
    read = yield* Fiber.join(next)
  }
  return bytes
})
