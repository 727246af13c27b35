/**
 * The streams that a screen writes to, and what happens when they cannot be written.
 */
import { fstatSync, writeSync } from "node:fs"

/** The part of a writable stream that a screen needs. */
export interface Sink {
  readonly isTTY?: boolean
  readonly columns?: number
  readonly rows?: number
  readonly write: (chunk: string | Uint8Array, done?: (error?: Error | null) => void) => unknown
  readonly on: (event: "error", listener: (error: NodeJS.ErrnoException) => void) => unknown
}

/**
 * A standard stream of the process. Where it is a file or a device, it is written here, at once: Node's own stream tells
 * its errors later, perhaps after the exit code is chosen, and does not look how much the system has taken, so that the
 * end of the output is lost in silence where the disk becomes full within a chunk.
 */
export const standardSink = (stream: Sink & { readonly fd: number }): Sink => {
  const { fd } = stream
  if (stream.isTTY === true || !isFileOrDevice(fd)) return stream
  return {
    write: (chunk, done = () => {}) => {
      let problem: Error | undefined
      try {
        writeAll(fd, typeof chunk === "string" ? Buffer.from(chunk) : chunk)
      } catch (error) {
        problem = error as Error
      }
      done(problem)
    },
    on: () => {}
  }
}

/** A descriptor that was closed before the program started is neither. */
const isFileOrDevice = (fd: number): boolean => {
  try {
    const stat = fstatSync(fd)
    return stat.isFile() || stat.isCharacterDevice()
  } catch {
    return false
  }
}

const writeAll = (fd: number, bytes: Uint8Array): void => {
  let offset = 0
  while (offset < bytes.length) offset += writeSync(fd, bytes, offset)
}

/** A pipe without a reader gives EPIPE, a terminal that has gone EIO. */
const isGone = (error: NodeJS.ErrnoException): boolean => error.code === "EPIPE" || error.code === "EIO"

/** A sink that is written no more after its first error. */
export interface GuardedSink {
  /** Never throws; `done` is called when the system has taken the chunk, or will not. */
  readonly write: (chunk: string | Uint8Array, done?: () => void) => void
  /** True once nothing more is written. */
  readonly isAbandoned: () => boolean
  /** True where that is because of an error, not because the reader has gone. */
  readonly hasFailed: () => boolean
}

/** Guards a sink; `onFailure` is told once of an error other than that the reader has gone. */
export const guarded = (sink: Sink, onFailure: (error: Error) => void): GuardedSink => {
  let state: "open" | "gone" | "failed" = "open"
  const end = (error: NodeJS.ErrnoException) => {
    if (state !== "open") return
    state = isGone(error) ? "gone" : "failed"
    if (state === "failed") onFailure(error)
  }
  sink.on("error", end)
  return {
    isAbandoned: () => state !== "open",
    hasFailed: () => state === "failed",
    write: (chunk, done = () => {}) => {
      if (state !== "open") return done()
      sink.write(chunk, (error) => {
        if (error !== null && error !== undefined) end(error)
        done()
      })
    }
  }
}
