/**
 * Lines of a byte stream, as `grep -n` counts them: a line ends with a line feed.
 */
import { lineFeeds } from "./lineFeeds.ts"

/** Tells the line of rising offsets and keeps just the bytes in between. */
export class ByteLines {
  readonly #pending: Array<Uint8Array> = []
  /** Offset of the first pending byte. */
  #offset = 0
  #line = 1

  /** Adds the next bytes; keeps a view on them. */
  push(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#pending.push(bytes)
  }

  /** The 1-based line of the byte at `offset`, which must not be less than at the last call. */
  lineAt(offset: number): number {
    while (this.#pending.length > 0 && this.#offset < offset) {
      const bytes = this.#pending[0]!
      const taken = Math.min(bytes.length, offset - this.#offset)
      this.#line += lineFeeds(bytes.subarray(0, taken))
      this.#offset += taken
      if (taken === bytes.length) this.#pending.shift()
      else this.#pending[0] = bytes.subarray(taken)
    }
    return this.#line
  }

  /** The line of the first byte from `offset` on that is not of a line end, as far as bytes are there; `offset` as in {@link lineAt}. */
  lineOfTextFrom(offset: number): number {
    this.lineAt(offset)
    while (this.#pending.length > 0) {
      const bytes = this.#pending[0]!
      const blank = bytes.findIndex((byte) => byte !== lineFeed && byte !== carriageReturn)
      this.lineAt(this.#offset + (blank < 0 ? bytes.length : blank))
      if (blank >= 0) break
    }
    return this.#line
  }
}

const lineFeed = 10
const carriageReturn = 13
