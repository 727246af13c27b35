/**
 * Bytes in a temporary file, for archives whose list of entries stands at the end.
 */
import type { Scratch, ScratchFile } from "@praxis/dataflow/Scratch"
import { Effect } from "effect"
import type { Bytes } from "./Bytes.ts"

const chunkBytes = 256 * 1024

/** A temporary file that holds all of some bytes. */
export class Spool {
  readonly #file: ScratchFile
  /** Length in bytes. */
  readonly bytes: number

  private constructor(file: ScratchFile, bytes: number) {
    this.#file = file
    this.bytes = bytes
  }

  /** Writes all of `content`. Throws what it throws, and `ArtifactWriteError`. Stops between chunks where `signal` says so. */
  static async of(content: Bytes, scratch: Scratch, signal: AbortSignal): Promise<Spool> {
    const file = await Effect.runPromise(scratch.file)
    let bytes = 0
    for await (const chunk of content) {
      signal.throwIfAborted()
      await Effect.runPromise(file.append(chunk))
      bytes += chunk.length
    }
    return new Spool(file, bytes)
  }

  /** Bytes `start` to `start + length` at once; throws where the file ends before. */
  async read(start: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    if (start + length > this.bytes) throw new Error(`it ends ${start + length - this.bytes} bytes too early`)
    return Effect.runPromise(this.#file.read(start, length))
  }

  /** Bytes `start` to `start + length`, chunk by chunk; throws where the file ends before. */
  async *range(start: number, length: number): Bytes {
    for (let at = 0; at < length; at += chunkBytes) yield await this.read(start + at, Math.min(chunkBytes, length - at))
  }
}
