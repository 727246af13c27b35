/**
 * Walks the encodings of Parquet in which a few bytes stand for many values, before a library decodes them: a number that
 * lies would make that allocate or loop without end.
 * Source: apache/parquet-format Encodings.md (RLE/bit-packing hybrid, delta encodings).
 */
import { must } from "./ParquetDamage.ts"

const varint = (bytes: Uint8Array, at: number, end: number, maxBytes: number): { value: number; at: number } => {
  let value = 0
  for (let i = 0; i < maxBytes && at < end; i++) {
    const byte = bytes[at++]!
    value += (byte & 0x7f) * 2 ** (7 * i)
    if (byte < 0x80) return { value, at }
  }
  must(false, "a number is broken")
  return { value, at }
}

/** How many of at most `count` values of `width` bits stand between `start` and `end`. Throws a `ParquetDamage` where a run has more. */
export const checkRuns = (bytes: Uint8Array, start: number, end: number, width: number, count: number): number => {
  let seen = 0
  for (let at = start; seen < count && at < end; ) {
    const head = varint(bytes, at, end, 5)
    at = head.at
    const left = count - seen
    const run = Math.floor(head.value / 2)
    if (head.value % 2 === 1) {
      must(run > 0 && run * 8 < left + 8, "a run has more values than its page")
      at += run * width
      seen += Math.min(run * 8, left)
    } else {
      must(run <= left, "a run has more values than its page")
      at += (width + 7) >> 3
      seen += run
    }
  }
  return seen
}

/** Where delta-encoded numbers end that begin at `start`. Throws a `ParquetDamage` where they are not `count`. */
export const checkDeltas = (bytes: Uint8Array, start: number, count: number): number => {
  const end = bytes.length
  const block = varint(bytes, start, end, 5)
  const miniblocks = varint(bytes, block.at, end, 5)
  const total = varint(bytes, miniblocks.at, end, 5)
  const first = varint(bytes, total.at, end, 10)
  const perMiniblock = block.value / miniblocks.value
  must(
    block.value > 0 && block.value <= 1 << 20 && Number.isInteger(perMiniblock) && perMiniblock % 8 === 0,
    "a block of differences is broken"
  )
  must(total.value === count, "a page has another number of values than it says")
  let at = first.at
  for (let left = count - 1; left > 0; ) {
    const widths = varint(bytes, at, end, 10).at
    at = widths + miniblocks.value
    for (let i = 0; i < miniblocks.value && left > 0; i++) {
      must(widths + i < end && bytes[widths + i]! <= 64, "a block of differences is broken")
      at += (perMiniblock / 8) * bytes[widths + i]!
      left -= perMiniblock
    }
  }
  must(at <= end, "a block of differences is cut off")
  return at
}
