/**
 * Numbers, names and bits as a 7z archive writes them. Source: 7zFormat.txt of the LZMA SDK 23.01.
 */
import { maxEntries } from "./UnpackBudget.ts"

/** Reads the list of files of a 7z archive part by part. Every method throws where the list ends or a number is too large. */
export class SevenZipInput {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  byte(): number {
    return this.take(1)[0]!
  }

  take(bytes: number): Uint8Array {
    if (bytes > this.#bytes.length - this.#at) throw new Error("its list of files ends too early")
    this.#at += bytes
    return this.#bytes.subarray(this.#at - bytes, this.#at)
  }

  skip(bytes: number): void {
    this.take(bytes)
  }

  uint32(): number {
    this.take(4)
    return this.#view.getUint32(this.#at - 4, true)
  }

  /** The number of leading ones in the first byte says how many bytes follow, lowest first; the rest of it is the highest part. */
  number(): number {
    const first = this.byte()
    const extra = Math.clz32(~(first << 24))
    let value = 0
    for (let i = 0; i < extra; i++) value += this.byte() * 256 ** i
    if (extra < 8) value += (first & ((1 << (7 - extra)) - 1)) * 256 ** extra
    if (!Number.isSafeInteger(value)) throw new Error("a number in its list of files is too large")
    return value
  }

  /** A number of things of which each takes a byte or more of the list, or holds a file. */
  count(): number {
    const count = this.number()
    if (count > maxEntries) throw new Error(`a list in it has ${count} entries`)
    return count
  }

  expect(kind: number): void {
    if (this.byte() !== kind) throw new Error("its list of files is out of order")
  }

  refuseExternal(): void {
    if (this.byte() !== 0) throw new Error("a part of its list of files stands elsewhere, which is not read")
  }

  bits(count: number): ReadonlyArray<boolean> {
    const bytes = this.take(Math.ceil(count / 8))
    return Array.from({ length: count }, (_, i) => ((bytes[i >>> 3]! >>> (7 - (i & 7))) & 1) === 1)
  }

  /** Bits that are left out where all are set. */
  optionalBits(count: number): ReadonlyArray<boolean> {
    return this.byte() === 0 ? this.bits(count) : Array.from({ length: count }, () => true)
  }

  checksums(count: number): ReadonlyArray<number | undefined> {
    return this.optionalBits(count).map((defined) => (defined ? this.uint32() : undefined))
  }

  /** UTF-16 up to a NUL. */
  name(): string {
    let name = ""
    for (;;) {
      const [low, high] = this.take(2)
      const unit = low! | (high! << 8)
      if (unit === 0) return name
      name += String.fromCharCode(unit)
    }
  }
}
