/**
 * Walks a structure of Thrift's compact protocol, in which Parquet writes its footer and the heads of pages, before a
 * library decodes it: lengths that lie would make that allocate or loop without end.
 * Source: Thrift compact protocol encoding, apache/thrift doc/specs/thrift-compact-protocol.md.
 */
import { must } from "./ParquetDamage.ts"

/** More levels than Parquet's structures have. */
const maxDepth = 32

/** Where the structure ends that begins at `start`; −1 where the bytes end before. Throws a `ParquetDamage` where it is none. */
export const checkThrift = (bytes: Uint8Array, start: number): number => {
  let at = start

  const byte = (): number => {
    if (at >= bytes.length) throw ended
    return bytes[at++]!
  }
  const varint = (): number => {
    let value = 0
    for (let i = 0; i < 10; i++) {
      const next = byte()
      value += (next & 0x7f) * 2 ** (7 * i)
      if (next < 0x80) return value
    }
    must(false, "a number in its description is too long")
    return 0
  }
  const skip = (length: number) => {
    at += length
    if (at > bytes.length) throw ended
  }
  const value = (type: number, depth: number): void => {
    must(depth < maxDepth, "its description is nested too deep")
    switch (type) {
      case 1:
      case 2:
        return
      case 3:
        skip(1)
        return
      case 4:
      case 5:
      case 6:
        varint()
        return
      case 7:
        skip(8)
        return
      case 8:
        skip(varint())
        return
      case 9: {
        const head = byte()
        const size = head >> 4 === 15 ? varint() : head >> 4
        const of = head & 15
        if (size > bytes.length - at) throw ended
        // A truth value in a list takes a byte.
        for (let i = 0; i < size; i++) value(of <= 2 ? 3 : of, depth + 1)
        return
      }
      case 12:
        struct(depth + 1)
        return
      default:
        must(false, "its description holds an unknown type")
    }
  }
  const struct = (depth: number): void => {
    for (;;) {
      const head = byte()
      if ((head & 15) === 0) return
      if (head >> 4 === 0) varint()
      value(head & 15, depth)
    }
  }

  try {
    struct(0)
    return at
  } catch (cause) {
    if (cause === ended) return -1
    throw cause
  }
}

const ended = new Error("the bytes end inside a structure")
