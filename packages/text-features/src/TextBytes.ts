/**
 * Text that is written piece by piece as UTF-8 into memory that is used again, so that a post costs no string but its
 * own. Lone surrogates become U+FFFD.
 */
export class TextBytes {
  #bytes = new Uint8Array(4096)
  #length = 0
  /** What stands before the next folded character: 0 nothing, 1 a space, 2 a line feed. */
  #gap = 0

  /** Bytes so far. */
  get length(): number {
    return this.#length
  }

  /** Forgets all. */
  clear(): void {
    this.#length = 0
    this.#gap = 0
  }

  /** The bytes `start` to `end`; a view that holds until the next write. */
  view(start = 0, end: number = this.#length): Uint8Array {
    return this.#bytes.subarray(start, end)
  }

  /** The text so far. */
  toString(): string {
    return decoder.decode(this.view())
  }

  /** Whether a byte occurs. */
  has(byte: number): boolean {
    return this.view().includes(byte)
  }

  /** Writes `text[start .. end)` as it is. */
  write(text: string, start = 0, end: number = text.length): void {
    this.#reserve(3 * (end - start))
    this.#length += encoder.encodeInto(text.slice(start, end), this.#bytes.subarray(this.#length)).written
  }

  /** Writes bytes that are UTF-8. */
  writeBytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  /** Writes one code point as it is. */
  writeCodePoint(codePoint: number): void {
    this.#reserve(4)
    this.#length = encode(codePoint, this.#bytes, this.#length)
  }

  /** Writes `text[start .. end)` with each run of white space as one space, and none at the text's ends. */
  fold(text: string, start = 0, end: number = text.length): void {
    this.#reserve(4 * (end - start) + 1)
    const bytes = this.#bytes
    let length = this.#length
    let gap = this.#gap
    for (let i = start; i < end; i++) {
      const unit = text.charCodeAt(i)
      if (isWhite(unit)) {
        if (gap === 0) gap = 1
        continue
      }
      if (gap !== 0) {
        if (length > 0) bytes[length++] = gap === 1 ? 0x20 : 0x0a
        gap = 0
      }
      if (unit < 0x80) bytes[length++] = unit
      else {
        const codePoint = text.codePointAt(i)!
        length = encode(codePoint, bytes, length)
        if (codePoint > 0xffff) i++
      }
    }
    this.#length = length
    this.#gap = gap
  }

  /** Writes one code point, white space folded as by {@link fold}. */
  foldCodePoint(codePoint: number): void {
    this.#reserve(5)
    if (isWhite(codePoint)) {
      this.space()
      return
    }
    if (this.#gap !== 0 && this.#length > 0) this.#bytes[this.#length++] = this.#gap === 1 ? 0x20 : 0x0a
    this.#gap = 0
    this.#length = encode(codePoint, this.#bytes, this.#length)
  }

  /** A space before what is folded next, unless a line feed stands there. */
  space(): void {
    if (this.#gap === 0) this.#gap = 1
  }

  /** A line feed before what is folded next. */
  line(): void {
    this.#gap = 2
  }

  #reserve(more: number): void {
    const needed = this.#length + more
    if (needed <= this.#bytes.length) return
    const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2))
    grown.set(this.view())
    this.#bytes = grown
  }
}

const encoder = new TextEncoder()
const decoder = new TextDecoder("utf-8", { ignoreBOM: true })

/** Writes a code point at `at`; the end of it. */
const encode = (codePoint: number, bytes: Uint8Array, at: number): number => {
  const point = codePoint >= 0xd800 && codePoint <= 0xdfff ? 0xfffd : codePoint
  let end = at
  if (point < 0x80) bytes[end++] = point
  else {
    if (point < 0x800) bytes[end++] = 0xc0 | (point >> 6)
    else {
      if (point < 0x10000) bytes[end++] = 0xe0 | (point >> 12)
      else {
        bytes[end++] = 0xf0 | (point >> 18)
        bytes[end++] = 0x80 | ((point >> 12) & 0x3f)
      }
      bytes[end++] = 0x80 | ((point >> 6) & 0x3f)
    }
    bytes[end++] = 0x80 | (point & 0x3f)
  }
  return end
}

/** White space as `\s` in a regular expression. */
const isWhite = (unit: number): boolean =>
  unit === 0x20 ||
  (unit >= 0x09 && unit <= 0x0d) ||
  unit === 0xa0 ||
  (unit >= 0x1680 &&
    (unit === 0x1680 ||
      (unit >= 0x2000 && unit <= 0x200a) ||
      unit === 0x2028 ||
      unit === 0x2029 ||
      unit === 0x202f ||
      unit === 0x205f ||
      unit === 0x3000 ||
      unit === 0xfeff))
