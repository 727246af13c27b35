import { randomUUID } from "node:crypto"
import { Effect, FileSystem, Path, type PlatformError, Stream } from "effect"

/**
 * Writes a whole file so that a reader sees the old content or the new, never a part: a temporary file in the same
 * folder (which is made where it is missing), flushed to the disk, renamed, the folder flushed; removed where anything
 * fails. What killed writers of the same file left is removed first: of two that write one file at once, one may fail.
 */
export const writeAtomically = <E = never, R = never>(
  file: string,
  content: string | Uint8Array | Stream.Stream<Uint8Array, E, R>
): Effect.Effect<void, PlatformError.PlatformError | E, FileSystem.FileSystem | Path.Path | R> =>
  Effect.scoped(
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const path = yield* Path.Path
      const folder = path.dirname(file)
      yield* fs.makeDirectory(folder, { recursive: true })
      const prefix = `.tmp-${path.basename(file)}-`
      for (const name of yield* fs.readDirectory(folder)) {
        if (name.startsWith(prefix)) yield* fs.remove(path.join(folder, name), { force: true })
      }
      const temporary = path.join(folder, `${prefix}${randomUUID()}`)
      yield* Effect.addFinalizer(() => fs.remove(temporary, { force: true }).pipe(Effect.ignore))
      const open = yield* fs.open(temporary, { flag: "wx" })
      const chunks =
        typeof content === "string"
          ? Stream.make(new TextEncoder().encode(content))
          : content instanceof Uint8Array
            ? Stream.make(content)
            : content
      yield* Stream.runForEach(chunks, (chunk) => open.writeAll(chunk))
      yield* open.sync
      yield* fs.rename(temporary, file)
      yield* Effect.flatMap(fs.open(folder, { flag: "r" }), (flushed) => flushed.sync)
    })
  )
