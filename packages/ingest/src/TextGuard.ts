/**
 * Checks a stream of bytes as UTF-8 text, since parsers replace what is invalid and say nothing.
 */
import { Buffer, isUtf8 } from "node:buffer"
import { ByteLines } from "./ByteLines.ts"
import type { ProblemFields } from "./InputError.ts"

/**
 * Passes on the text of a byte stream in whole characters, without its byte-order mark.
 * `push` and `end` throw the {@link ProblemFields} that `problem` makes into an error, on invalid UTF-8 or a NUL byte.
 */
export class TextGuard {
  /** Lines of the text so far; offsets count from after the byte-order mark. */
  readonly lines = new ByteLines()
  readonly #problem: (fields: ProblemFields) => Error
  #carry: Buffer = Buffer.alloc(0)
  #offset = 0
  #started = false

  constructor(problem: (fields: ProblemFields) => Error) {
    this.#problem = problem
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
    const nul = text.indexOf(0)
    const invalid = isUtf8(text) ? -1 : firstInvalid(text)
    this.lines.push(text)
    if (invalid >= 0 && (nul < 0 || invalid < nul)) {
      const byte = text[invalid]!.toString(16).padStart(2, "0")
      throw this.#problem({
        line: this.lines.lineAt(this.#offset + invalid),
        problem: `expected UTF-8, found the byte 0x${byte}, which cannot stand there`,
        remedy: "Save the file as UTF-8; it may be in Latin-1 or Windows-1252, or cut off"
      })
    }
    if (nul >= 0) {
      throw this.#problem({
        line: this.lines.lineAt(this.#offset + nul),
        problem: "expected text, found a NUL byte",
        remedy: "The file is damaged or not text: export or download it again"
      })
    }
    this.#offset += text.length
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
