/**
 * Checks a stream of bytes as UTF-8 text, since parsers replace what is invalid and say nothing.
 */
import { Buffer, isUtf8 } from "node:buffer"
import type { ProblemFields } from "./InputError.ts"

/**
 * Passes on the text of a byte stream in whole characters, without its byte-order mark, up to the first byte that is no
 * UTF-8 or NUL. What it passes on is a view of what it is given, which must not change.
 */
export class TextGuard {
  #carry: Buffer = Buffer.alloc(0)
  #started = false
  #problem: Omit<ProblemFields, "line"> | undefined

  /** What is wrong with the byte after all that was passed on; nothing is passed on beyond. */
  get problem(): Omit<ProblemFields, "line"> | undefined {
    return this.#problem
  }

  /** The next bytes up to the last whole character. May be empty. */
  push(chunk: Uint8Array): Buffer {
    let bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    if (this.#carry.length > 0) bytes = Buffer.concat([this.#carry, bytes])
    if (!this.#started) {
      if (bytes.length < 3) {
        this.#carry = Buffer.from(bytes)
        return Buffer.alloc(0)
      }
      bytes = this.#start(bytes)
    }
    const whole = bytes.length - partialLength(bytes)
    this.#carry = Buffer.from(bytes.subarray(whole))
    return this.#check(bytes.subarray(0, whole))
  }

  /** What is left at the end of the stream. */
  end(): Buffer {
    const rest = this.#started ? this.#carry : this.#start(this.#carry)
    this.#carry = Buffer.alloc(0)
    return this.#check(rest)
  }

  #start(bytes: Buffer): Buffer {
    this.#started = true
    return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes
  }

  #check(text: Buffer): Buffer {
    if (this.#problem !== undefined) return text.subarray(0, 0)
    const nul = text.indexOf(0)
    const invalid = isUtf8(text) ? -1 : firstInvalid(text)
    if (invalid >= 0 && (nul < 0 || invalid < nul)) {
      this.#problem = {
        problem: `expected UTF-8, found the byte 0x${text[invalid]!.toString(16).padStart(2, "0")}, which cannot stand there`,
        remedy: "Save the file as UTF-8; it may be in Latin-1 or Windows-1252, or cut off"
      }
      return text.subarray(0, invalid)
    }
    if (nul >= 0) {
      this.#problem = {
        problem: "expected text, found a NUL byte",
        remedy: "The file is damaged or not text: export or download it again"
      }
      return text.subarray(0, nul)
    }
    return text
  }
}

/** How many bytes at the end begin a character that is not complete, 0 to 3. */
const partialLength = (bytes: Buffer): number => {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return back < sequenceLength(byte) ? back : 0
  }
  return 0
}

const sequenceLength = (lead: number): number => (lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2)

/** Position of the first character that is none, -1 where all are. Walks byte by byte: for texts that are invalid. */
const firstInvalid = (text: Buffer): number => {
  for (let at = 0; at < text.length; ) {
    const length = text[at]! < 0x80 ? 1 : sequenceLength(text[at]!)
    if (length > 1 && !isUtf8(text.subarray(at, at + length))) return at
    at += length
  }
  return -1
}
