import { Effect, Stream } from "effect"
import { incremental } from "./Digest.ts"

/** The SHA-256, in hexadecimal, and the length of all bytes of a stream, in memory of one chunk. */
export const digestOfStream = <E, R>(
  content: Stream.Stream<Uint8Array, E, R>
): Effect.Effect<{ readonly digest: string; readonly bytes: number }, E, R> =>
  Effect.suspend(() => {
    const sha = incremental()
    let bytes = 0
    const add = (chunk: Uint8Array) => {
      sha.update(chunk)
      bytes += chunk.length
    }
    return Effect.map(
      Stream.runForEachArray(content, (chunks) => Effect.sync(() => chunks.forEach(add))),
      () => ({ digest: sha.digest("hex"), bytes })
    )
  })
