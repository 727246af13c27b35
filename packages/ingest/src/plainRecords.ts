/**
 * CSV records in the plain form that exports have, by their bytes: many times as fast as a parser of all CSV.
 */
import { Buffer } from "node:buffer"
import { lineFeeds } from "./lineFeeds.ts"
import type { PieceOptions, PieceSink } from "./Piece.ts"
import type { PlainEnd } from "./plainRows.ts"
import type { RawPost } from "./postFields.ts"
import { textOf } from "./textOf.ts"

const quote = 0x22
const lineFeed = 0x0a
const carriageReturn = 0x0d

/**
 * Reads the records that a piece begins with, as far as each has as many fields as there are columns, is no longer than
 * `maxFieldBytes` with the blank lines before it, and has quotes only around whole fields, where they are doubled inside:
 * just what a parser of CSV would give. Stops before the first that is not, which such a parser must read. Titles and
 * bodies are bytes that change with the next row.
 */
export const plainRecords = (
  piece: Uint8Array,
  { columns, delimiter, maxFieldBytes }: Pick<PieceOptions, "columns" | "delimiter" | "maxFieldBytes">,
  sink: Pick<PieceSink, "onRow">
): PlainEnd => {
  const text = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
  const end = text.length
  const sign = delimiter.charCodeAt(0)
  const nColumns = columns.length
  const starts = new Int32Array(nColumns)
  const ends = new Int32Array(nColumns)
  /** Where the doubled quotes of a record are, the second of each two; those of column i up to `pairEnds[i]`. */
  let pairs = new Int32Array(64)
  const pairEnds = new Int32Array(nColumns)
  const read = columns.flatMap((field, column) => (field === null ? [] : [{ field, column }]))
  const typeColumn = columns.indexOf("postType")
  /** Takes the fields of one record that hold quotes. */
  let out: Buffer | undefined
  let at = 0
  let lines = 0
  let rows = 0

  for (;;) {
    let p = at
    while (p < end && (text[p] === lineFeed || text[p] === carriageReturn)) p++
    if (p === end) return { at: end, lines: lines + lineFeeds(text, at, end), rows }
    const start = p
    let nPairs = 0
    let column = 0
    for (;;) {
      if (column === nColumns) return { at, lines, rows }
      if (text[p] === quote) {
        starts[column] = ++p
        for (;;) {
          p = text.indexOf(quote, p)
          if (p < 0) return { at, lines, rows }
          if (text[p + 1] !== quote) break
          if (nPairs === pairs.length) pairs = grown(pairs)
          pairs[nPairs++] = p + 1
          p += 2
        }
        ends[column] = p++
      } else {
        starts[column] = p
        while (p < end && text[p] !== sign && text[p] !== lineFeed && text[p] !== carriageReturn) {
          if (text[p++] === quote) return { at, lines, rows }
        }
        ends[column] = p
      }
      pairEnds[column++] = nPairs
      if (p === end || text[p] === lineFeed || text[p] === carriageReturn) break
      if (text[p] !== sign) return { at, lines, rows }
      p++
    }
    if (column !== nColumns || p - at > maxFieldBytes) return { at, lines, rows }
    if (text[p] === carriageReturn) p++
    if (text[p] === lineFeed) p++

    const raw: RawPost = {}
    // What is no question is not kept: nobody reads its title and body.
    const isOther = typeColumn >= 0 && isOtherType(text, starts[typeColumn]!, ends[typeColumn]!)
    let used = 0
    for (const { field, column } of read) {
      const isLong = field === "title" || field === "body"
      if (isLong && isOther) continue
      let [from, to] = [starts[column]!, ends[column]!]
      let bytes = text
      const firstPair = column === 0 ? 0 : pairEnds[column - 1]!
      if (pairEnds[column]! > firstPair) {
        out ??= Buffer.allocUnsafe(end)
        to = used + withoutPairs(text, from, to, pairs, firstPair, pairEnds[column]!, out, used)
        from = used
        used = to
        bytes = out
      }
      if (field === "title" || field === "body") raw[field] = bytes.subarray(from, to)
      else raw[field] = textOf(bytes, from, to)
    }
    const line = lines + lineFeeds(text, at, start)
    lines = line + lineFeeds(text, start, p)
    at = p
    rows++
    sink.onRow(raw, line)
  }
}

const grown = (numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
  const more = new Int32Array(2 * numbers.length)
  more.set(numbers)
  return more
}

/** True of a digit other than 1: see `reasonOfPostType`. */
const isOtherType = (text: Uint8Array, start: number, end: number): boolean =>
  end === start + 1 && text[start]! >= 0x30 && text[start]! <= 0x39 && text[start] !== 0x31

/** Copies a field to `out` at `to` without the bytes at `pairs`; gives its length there. */
const withoutPairs = (
  text: Uint8Array,
  start: number,
  end: number,
  pairs: Int32Array,
  firstPair: number,
  endPair: number,
  out: Uint8Array,
  to: number
): number => {
  out.set(text.subarray(start, end), to)
  let o = to + pairs[firstPair]! - start
  for (let i = firstPair; i < endPair; i++) {
    const from = to + pairs[i]! + 1 - start
    const last = to + (i + 1 < endPair ? pairs[i + 1]! : end) - start
    if (last - from < 64) for (let p = from; p < last; p++) out[o++] = out[p]!
    else {
      out.copyWithin(o, from, last)
      o += last - from
    }
  }
  return o - to
}
