import { statfs } from "node:fs/promises"
import { Effect, type PlatformError } from "effect"
import { FetchDiskError } from "./FetchError.ts"

/** What a failed call of the file system means for a fetch into `path`. */
export const diskError =
  (path: string) =>
  (error: PlatformError.PlatformError): FetchDiskError => {
    const { cause } = error.reason as { readonly cause?: unknown }
    const words = cause instanceof Error ? cause.message : error.message
    const [, code = ""] = /^([A-Z0-9]+): /.exec(words) ?? []
    const isFull = code === "ENOSPC" || code === "EDQUOT"
    return new FetchDiskError({
      path,
      problem: isFull ? `the disk is full (${code})` : `it cannot be written (${words})`,
      remedy: isFull
        ? "Make room and run the same command again, which goes on where it stopped; or name a folder on another disk with --to"
        : "Check its permissions, or name another folder with --to"
    })
  }

/** Bytes that are free in a folder. */
export const freeBytes = (folder: string): Effect.Effect<number> =>
  Effect.promise(async () => {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  })

/** Fails where fewer than `needed` bytes are free in a folder. */
export const requireRoom = Effect.fnUntraced(function* (
  folder: string,
  needed: number,
  free: (folder: string) => Effect.Effect<number>
) {
  const there = yield* free(folder)
  if (needed <= there) return
  return yield* new FetchDiskError({
    path: folder,
    problem: `${needed} more bytes are needed, and ${there} are free`,
    remedy: "Make room, or name a folder on another disk with --to"
  })
})
