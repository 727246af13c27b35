/**
 * bzip2, block by block.
 *
 * The library decodes whole files in memory, so each block is cut out and made a file of its own, as `bzip2recover` does:
 * a block begins with 48 bits of π at any bit, and the file ends with 48 bits of √π and a checksum of the blocks'.
 */

import type { Bytes } from "./Bytes.ts"
import { bitsAt, copyBits, findMagic, type Magic, magicAt } from "./bzip2Bits.ts"
import { type Bzip2, loadBzip2 } from "./loadBzip2.ts"

const magicBits = 48
const checkBits = 32
/** Of a block of 900,000 bytes, where every symbol has the longest code, 20 bits, and room for its tables. */
const maxBlockBytes = 2_400_000
/** A run of 259 equal bytes takes 5 in a block. */
const maxRunRatio = 52

/** Decodes .bz2, also several one after the other. Checks each block's checksum and that of all. Throws where bytes that are no .bz2 follow. */
export async function* bunzip2(packed: Bytes): Bytes {
  const library = await loadBzip2()
  const input = new BitInput(packed)
  try {
    yield* blocks(library, input)
  } finally {
    await input.close()
  }
}

async function* blocks(library: Bzip2, input: BitInput): Bytes {
  while (await input.has(1)) {
    if (!(await input.has(32))) throw new Error("it ends within a header")
    const level = input.take(32) - headerStart
    if (level < 1 || level > 9) throw new Error("expected a header of bzip2")
    let fileCheck = 0
    while ((await input.nextMagic()) === "block") {
      const { bytes, bits } = await input.takeBlock()
      const check = bitsAt(bytes, magicBits, checkBits)
      yield decodeBlock(library, asFile(bytes, bits, level, check), level * 100_000)
      fileCheck = (((fileCheck << 1) | (fileCheck >>> 31)) ^ check) >>> 0
    }
    input.take(magicBits)
    if (!(await input.has(checkBits))) throw new Error("it ends within a checksum")
    if (input.take(checkBits) !== fileCheck) throw new Error("the checksum of all blocks is wrong")
    input.alignToByte()
  }
}

/** `BZh` and the digit 0. */
const headerStart = 0x425a6830

/** Most blocks unpack to what they are said to hold; only runs of one byte take more. */
const decodeBlock = (library: Bzip2, file: Uint8Array, blockBytes: number): Uint8Array => {
  try {
    return library.decompress(file, blockBytes)
  } catch (error) {
    if (!(error as Error).message.includes(outputIsFull)) throw error
    return library.decompress(file, blockBytes * maxRunRatio)
  }
}

/** BZ_OUTBUFF_FULL in the library's message. */
const outputIsFull = "failed: -8 "

/** A .bz2 of one block, whose checksum is then that of the file. */
const asFile = (block: Uint8Array, bits: number, level: number, check: number): Uint8Array => {
  const file = new Uint8Array(4 + Math.ceil((bits + magicBits + checkBits) / 8))
  file.set([0x42, 0x5a, 0x68, 0x30 + level])
  const end = new Uint8Array([0x17, 0x72, 0x45, 0x38, 0x50, 0x90, check >>> 24, check >>> 16, check >>> 8, check])
  copyBits(block, 0, bits, file, 32)
  copyBits(end, 0, magicBits + checkBits, file, 32 + bits)
  return file
}

/** Bits of a stream of bytes, of which about a block is held. */
class BitInput {
  readonly #chunks: AsyncIterator<Uint8Array>
  /** What is held stands at its start. */
  #buffer = new Uint8Array(1 << 16)
  #length = 0
  /** Of the next bit in what is held. */
  #at = 0

  constructor(packed: Bytes) {
    this.#chunks = packed[Symbol.asyncIterator]()
  }

  async close(): Promise<void> {
    await this.#chunks.return?.()
  }

  /** Whether so many bits are left. */
  async has(bits: number): Promise<boolean> {
    while (this.#length * 8 - this.#at < bits) if (!(await this.#more())) return false
    return true
  }

  /** At most 48 bits as a number; they must be held. */
  take(bits: number): number {
    const value = bitsAt(this.#buffer, this.#at, bits)
    this.#at += bits
    return value
  }

  alignToByte(): void {
    this.#at = Math.ceil(this.#at / 8) * 8
  }

  /** What begins here. */
  async nextMagic(): Promise<Magic> {
    if (!(await this.has(magicBits + checkBits))) throw new Error("it ends before its end mark")
    const magic = magicAt(this.#buffer, this.#at)
    if (magic === undefined) throw new Error("a block does not begin where it should")
    return magic
  }

  /** The block that begins here, from its first bit on, up to what begins next. */
  async takeBlock(): Promise<{ readonly bytes: Uint8Array; readonly bits: number }> {
    this.#drop()
    let from = this.#at + magicBits + checkBits
    for (;;) {
      const end = findMagic(this.#buffer.subarray(0, this.#length), from)
      if (end !== undefined) {
        const bits = end - this.#at
        const bytes = new Uint8Array(Math.ceil(bits / 8))
        copyBits(this.#buffer, this.#at, bits, bytes, 0)
        this.#at = end
        return { bytes, bits }
      }
      if (this.#length > maxBlockBytes) throw new Error("a block does not end")
      from = Math.max(from, (this.#length - 8) * 8)
      if (!(await this.#more())) throw new Error("it ends within a block")
    }
  }

  #drop(): void {
    const whole = this.#at >>> 3
    this.#buffer.copyWithin(0, whole, this.#length)
    this.#length -= whole
    this.#at -= whole * 8
  }

  async #more(): Promise<boolean> {
    const next = await this.#chunks.next()
    if (next.done === true) return false
    const length = this.#length + next.value.length
    if (length > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(length, this.#buffer.length * 2))
      larger.set(this.#buffer.subarray(0, this.#length))
      this.#buffer = larger
    }
    this.#buffer.set(next.value, this.#length)
    this.#length = length
    return true
  }
}
