/**
 * The part of a text that a cutter has seen and not yet given on.
 */
import type { Buffer } from "node:buffer"
import { type CutterOptions, maxHeldBytes } from "./Piece.ts"

/** Collects views of a text until a piece is full, so that each byte is copied once. */
export class PendingText {
  readonly #pieceBytes: number
  readonly #maxHeld: number
  #parts: Array<Buffer> = []
  #bytes = 0
  /** Pending bytes before the row that is open. */
  #closed = 0

  constructor({ pieceBytes, maxFieldBytes }: Pick<CutterOptions, "pieceBytes" | "maxFieldBytes">) {
    this.#pieceBytes = pieceBytes
    this.#maxHeld = maxHeldBytes(maxFieldBytes)
  }

  /** True where the open row is longer than is waited for. */
  get isCut(): boolean {
    return this.#bytes - this.#closed > this.#maxHeld
  }

  /** True where nothing is pending. */
  get isEmpty(): boolean {
    return this.#bytes === 0
  }

  /** Bytes until a piece is full; 0 where it is. */
  get missing(): number {
    return Math.max(0, this.#pieceBytes - this.#bytes)
  }

  /** Adds text; keeps a view on it. */
  push(text: Buffer): void {
    if (text.length === 0) return
    this.#parts.push(text)
    this.#bytes += text.length
  }

  /** Says that a row ends `further` bytes after what was pushed: whether a piece ends there too. */
  closesAt(further: number): boolean {
    this.#closed = this.#bytes + further
    return this.#closed >= this.#pieceBytes
  }

  /** All that is pending, as one copy. */
  take(): Uint8Array<ArrayBuffer> {
    const piece = new Uint8Array(this.#bytes)
    let at = 0
    for (const part of this.#parts) {
      piece.set(part, at)
      at += part.length
    }
    this.#parts = []
    this.#bytes = this.#closed = 0
    return piece
  }
}
