/**
 * The text of a cutter that is not in a piece yet.
 */
import { Buffer } from "node:buffer"
import { lineFeeds } from "./lineFeeds.ts"

/** Grows at its end and gives its beginning away; knows the line of each of its bytes. */
export class PieceBuffer {
  /** Room for text; the first {@link length} bytes count. */
  bytes: Buffer = Buffer.alloc(0)
  length = 0
  /** Line feeds before the first byte. */
  #lines = 0

  /** Adds a copy of `text`. */
  append(text: Uint8Array): void {
    const length = this.length + text.length
    if (length > this.bytes.length) {
      const grown = Buffer.allocUnsafe(Math.max(length, 2 * this.bytes.length))
      grown.set(this.bytes.subarray(0, this.length))
      this.bytes = grown
    }
    this.bytes.set(text, this.length)
    this.length = length
  }

  /** The bytes up to `end`, which leave the buffer: what was byte `end` is byte 0 then. */
  take(end: number): Uint8Array<ArrayBuffer> {
    const piece = new Uint8Array(this.bytes.subarray(0, end))
    this.#lines += lineFeeds(this.bytes.subarray(0, end))
    this.bytes.copyWithin(0, end, this.length)
    this.length -= end
    return piece
  }

  /** The 1-based line, of the whole text, of the byte at `offset`. */
  lineAt(offset: number): number {
    return 1 + this.#lines + lineFeeds(this.bytes.subarray(0, offset))
  }
}
