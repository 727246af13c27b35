import { Effect, Stream } from "effect"
import type { ArtifactReadError } from "./Artifact.ts"
import { incremental } from "./Digest.ts"

/** Passes bytes on, and fails with `error` at their end where they do not have the digest. */
export const checkedContent = (
  content: Stream.Stream<Uint8Array, ArtifactReadError>,
  digest: string,
  error: () => ArtifactReadError
): Stream.Stream<Uint8Array, ArtifactReadError> =>
  Stream.suspend(() => {
    const sha = incremental()
    const compare = Effect.suspend(() => (sha.digest("hex") === digest ? Effect.void : Effect.fail(error())))
    return content.pipe(
      Stream.tap((chunk) => Effect.sync(() => void sha.update(chunk))),
      Stream.concat(Stream.drain(Stream.fromEffect(compare)))
    )
  })
