/**
 * Bytes that come chunk by chunk, as decoders of compressed files take and give them.
 */
import { ArtifactReadError } from "@praxis/dataflow/Artifact"
import { Stream } from "effect"
import { InputProblem } from "./InputError.ts"

/** Chunks of any size, none empty by intent; throws {@link BytesError}. A chunk belongs to who takes it. */
export type Bytes = AsyncIterable<Uint8Array>

/** What reading {@link Bytes} may throw that a person can do something about. */
export type BytesError = InputProblem | ArtifactReadError

/** Decodes or passes on bytes. */
export type Decode = (packed: Bytes) => Bytes

/** True for the errors that are made for a person and so pass through every layer as they are. */
export const isBytesError = (error: unknown): error is BytesError =>
  error instanceof InputProblem || error instanceof ArtifactReadError

/** A stream as bytes; each iteration runs it anew. */
export const fromStream = (stream: Stream.Stream<Uint8Array, BytesError>): Bytes => Stream.toAsyncIterable(stream)

/** Bytes as a stream: `open` is called each time it runs. What is thrown beside {@link BytesError} is a mistake and dies. */
export const toStream = (open: () => Bytes): Stream.Stream<Uint8Array, BytesError> =>
  Stream.suspend(() => Stream.fromAsyncIterable(open(), (error) => error)).pipe(
    Stream.catch((error) => (isBytesError(error) ? Stream.fail(error) : Stream.die(error)))
  )

/**
 * What `decode` makes of `packed`. An error of `packed` comes out as it is; any other is what a decoder says of damaged
 * bytes, and `damaged` makes what is thrown of it. `packed` is closed in the end, also where the decoder forgets to.
 */
export async function* decoded(packed: Bytes, decode: Decode, damaged: (found: Error) => unknown): Bytes {
  const source = packed[Symbol.asyncIterator]()
  let ofSource: { readonly error: unknown } | undefined
  const watched: AsyncIterator<Uint8Array> = {
    next: () =>
      source.next().catch((error: unknown) => {
        ofSource = { error }
        throw error
      })
  }
  try {
    yield* decode({ [Symbol.asyncIterator]: () => watched })
  } catch (error) {
    if (ofSource !== undefined) throw ofSource.error
    throw isBytesError(error) ? error : damaged(error as Error)
  } finally {
    await source.return?.()
  }
}

/** The first `bytes` bytes, or all where there are fewer; what follows is not read. */
export const headOf = async (content: Bytes, bytes: number): Promise<Uint8Array> => {
  const head = new Uint8Array(bytes)
  let length = 0
  for await (const chunk of content) {
    const part = chunk.subarray(0, bytes - length)
    head.set(part, length)
    length += part.length
    if (length === bytes) break
  }
  return head.subarray(0, length)
}
