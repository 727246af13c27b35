/**
 * A file system that fails on purpose: its calls are numbered, and a plan says what happens at each.
 */
import { Effect, FileSystem, Option, PlatformError } from "effect"
import { flipBit } from "./Corruption.ts"

/** One call: counted from 1 in the order in which calls begin; of an open file, with the file's path. */
export interface Call {
  readonly index: number
  readonly method: string
  readonly path: string
}

/** What the system says of a failed call, with the words of Linux. */
export const errors = {
  ENOSPC: "no space left on device",
  EIO: "i/o error",
  EACCES: "permission denied",
  EMFILE: "too many open files",
  EROFS: "read-only file system",
  EXDEV: "cross-device link not permitted"
} as const

/** The code of a failed call. */
export type ErrorCode = keyof typeof errors

/** What happens at a call. */
export type Fault =
  /** It does not happen, and fails. */
  | { readonly kind: "error"; readonly code: ErrorCode }
  /** A write writes half of its bytes and then finds no room. Of writes only. */
  | { readonly kind: "short" }
  /** It does not happen, and says that it did. Of changes only. */
  | { readonly kind: "lost" }
  /** It gives its bytes with one bit changed. Of reads only. */
  | { readonly kind: "flipped" }
  /** `action` runs before or after the call: it ends the process, or waits. */
  | { readonly kind: "stop"; readonly when: "before" | "after"; readonly action: Effect.Effect<void> }

const writes: ReadonlySet<string> = new Set(["write", "writeAll", "writeFile"])
const reads: ReadonlySet<string> = new Set(["read", "readAlloc", "readFile"])
const changes: ReadonlySet<string> = new Set([...writes, "sync", "rename", "remove", "makeDirectory", "truncate"])

/** True where a fault can happen at a call of this method. */
export const canHappen = (kind: Fault["kind"], method: string): boolean => {
  switch (kind) {
    case "short":
      return writes.has(method)
    case "lost":
      return changes.has(method)
    case "flipped":
      return reads.has(method)
    default:
      return true
  }
}

/** What a call does under the faults that need more than not to happen. */
interface Ways<A> {
  readonly short?: Effect.Effect<unknown, PlatformError.PlatformError>
  readonly lost?: A
  readonly flipped?: (value: A) => A
}

/** `fs` with faults; `plan` is asked at every call. A fault that cannot happen at a call leaves it alone. */
export const withFaults = (
  fs: FileSystem.FileSystem,
  plan: (call: Call) => Fault | undefined
): FileSystem.FileSystem => {
  let calls = 0

  /** `target` is what the system's own errors name: a path, or the number of an open file. */
  const call = <A, R>(
    method: string,
    path: string,
    target: string | number,
    inner: Effect.Effect<A, PlatformError.PlatformError, R>,
    ways: Ways<A> = {}
  ): Effect.Effect<A, PlatformError.PlatformError, R> =>
    Effect.suspend(() => {
      const fault = plan({ index: ++calls, method, path })
      if (fault === undefined || !canHappen(fault.kind, method)) return inner
      switch (fault.kind) {
        case "error":
          return Effect.fail(failed(method, target, fault.code))
        case "short":
          return Effect.andThen(ways.short ?? Effect.void, Effect.fail(failed(method, target, "ENOSPC")))
        case "lost":
          return Effect.succeed(ways.lost as A)
        case "flipped":
          return Effect.map(inner, ways.flipped ?? ((value) => value))
        case "stop":
          return fault.when === "before" ? Effect.andThen(fault.action, inner) : Effect.tap(inner, () => fault.action)
      }
    })

  const wrapFile = (path: string, file: FileSystem.File): FileSystem.File => {
    // Node's own errors name an open file by its number.
    const fd = (file as { readonly fd?: number }).fd ?? 0
    return {
      [FileSystem.FileTypeId]: FileSystem.FileTypeId,
      stat: call("stat", path, fd, file.stat),
      seek: (offset, from) => file.seek(offset, from),
      sync: call("sync", path, fd, file.sync),
      read: (buffer, options) =>
        call("read", path, fd, file.read(buffer, options), {
          flipped: (length) => {
            flipBit(buffer.subarray(0, length))
            return length
          }
        }),
      readAlloc: (size, options) =>
        call("readAlloc", path, fd, file.readAlloc(size, options), {
          flipped: Option.map((bytes) => flipBit(bytes))
        }),
      truncate: (length) => call("truncate", path, fd, file.truncate(length)),
      write: (buffer) =>
        call("write", path, fd, file.write(buffer), { short: file.write(half(buffer)), lost: buffer.length }),
      writeAll: (buffer) => call("writeAll", path, fd, file.writeAll(buffer), { short: file.writeAll(half(buffer)) })
    }
  }

  const on = <A>(method: string, path: string, inner: Effect.Effect<A, PlatformError.PlatformError>, ways?: Ways<A>) =>
    call(method, path, path, inner, ways)

  return FileSystem.make({
    ...fs,
    access: (path, options) => on("access", path, fs.access(path, options)),
    lstat: (path) => on("lstat", path, fs.lstat(path)),
    stat: (path) => on("stat", path, fs.stat(path)),
    makeDirectory: (path, options) => on("makeDirectory", path, fs.makeDirectory(path, options)),
    open: (path, options) =>
      Effect.map(call("open", path, path, fs.open(path, options)), (file) => wrapFile(path, file)),
    readDirectory: (path, options) => on("readDirectory", path, fs.readDirectory(path, options)),
    readDirectoryEntries: (path) => on("readDirectoryEntries", path, fs.readDirectoryEntries(path)),
    readFile: (path) => on("readFile", path, fs.readFile(path), { flipped: (bytes) => flipBit(bytes) }),
    remove: (path, options) => on("remove", path, fs.remove(path, options)),
    rename: (from, to) => on("rename", from, fs.rename(from, to)),
    writeFile: (path, bytes, options) =>
      on("writeFile", path, fs.writeFile(path, bytes, options), { short: fs.writeFile(path, half(bytes), options) })
  })
}

const half = (bytes: Uint8Array): Uint8Array => bytes.subarray(0, bytes.length >> 1)

/** The error that Node's own file system gives. */
const failed = (method: string, target: string | number, code: ErrorCode): PlatformError.PlatformError =>
  PlatformError.systemError({
    _tag: code === "EACCES" ? "PermissionDenied" : "Unknown",
    module: "FileSystem",
    method,
    pathOrDescriptor: target,
    cause: new Error(`${code}: ${errors[code]}, ${method}`)
  })
