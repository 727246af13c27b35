/**
 * The first bytes of a stream, looked at before it is read.
 */
import { Buffer } from "node:buffer"
import { Effect, Pull, Stream } from "effect"

/** The first `bytes` bytes of a stream or more, or all where there are fewer, and the whole stream, to be read once. */
export const withHead = Effect.fnUntraced(function* <E>(content: Stream.Stream<Uint8Array, E>, bytes: number) {
  const pull = yield* Stream.toPull(content)
  const chunks: Array<Uint8Array> = []
  let length = 0
  let isAll = false
  while (length < bytes && !isAll) {
    const more = yield* Pull.catchDone(pull, () => Effect.succeed([]))
    isAll = more.length === 0
    for (const chunk of more) {
      chunks.push(chunk)
      length += chunk.length
    }
  }
  const head: Uint8Array = Buffer.concat(chunks, length)
  const rest = isAll ? Stream.empty : Stream.fromPull(Effect.succeed(pull))
  return { head, content: Stream.concat(Stream.fromIterable(chunks), rest) as Stream.Stream<Uint8Array, E> }
})
