/**
 * The texts of code behind digests: what a file said when a result was made, and what it says now.
 *
 * No text is believed unless it has the digest that is asked for, wherever it comes from.
 */
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { Context, Effect, Layer } from "effect"
import { isDigest } from "./Digest.ts"
import { hasDigest } from "./internal/hasDigest.ts"
import { dropKeptText, readKeptText } from "./internal/keptTexts.ts"

/** Looks texts up. */
export class SourceTexts extends Context.Service<
  SourceTexts,
  {
    /** The bytes that a file (path relative to the root) had under a digest of a code digest's `files`; undefined where they are not known any more. */
    readonly text: (file: string, digest: string) => Effect.Effect<Uint8Array | undefined>
  }
>()("@praxis/dataflow/SourceTexts") {}

/** Where texts may be found, in the order in which they are looked for. */
export interface Options {
  /** The folder with pnpm-workspace.yaml: files as they are now. */
  readonly root: string
  /** Texts kept by runs: `textsFolder` of the code digests. */
  readonly textsFolder: string
  /** Other versions of a file, such as committed ones. */
  readonly otherVersions?: (file: string) => Effect.Effect<ReadonlyArray<Uint8Array>>
}

/** Texts of this machine; a kept text that turns out damaged is dropped. */
export const layer = ({ root, textsFolder, otherVersions }: Options): Layer.Layer<SourceTexts> =>
  Layer.succeed(SourceTexts, {
    text: Effect.fnUntraced(function* (file: string, digest: string) {
      if (!isDigest(digest)) return undefined
      const isText = (bytes: Uint8Array) => Effect.promise(() => hasDigest(file, bytes, digest))
      const kept = readKeptText(textsFolder, digest)
      if (kept !== undefined) {
        if (yield* isText(kept)) return kept
        yield* Effect.ignore(Effect.try(() => dropKeptText(textsFolder, digest)))
      }
      const now = yield* Effect.orElseSucceed(
        Effect.tryPromise(() => readFile(join(root, file))),
        () => undefined
      )
      if (now !== undefined && (yield* isText(now))) return now
      for (const version of otherVersions === undefined ? [] : yield* otherVersions(file)) {
        if (yield* isText(version)) return version
      }
      return undefined
    })
  })

/** Knows no text; for studies whose code is not in files. */
export const layerNone: Layer.Layer<SourceTexts> = Layer.succeed(SourceTexts, { text: () => Effect.succeed(undefined) })
