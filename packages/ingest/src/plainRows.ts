/**
 * Rows of a dump in the plain form that the dumps have, byte by byte: several times as fast as a parser of all XML.
 */
import { Buffer } from "node:buffer"
import type { PieceSink } from "./Piece.ts"
import { fieldByAttribute, type PostField, type RawPost } from "./postFields.ts"
import { textOf } from "./textOf.ts"

/** Where {@link plainRows} stopped. */
export interface PlainEnd {
  /** After the last row that was read. */
  readonly at: number
  /** Line feeds before. */
  readonly lines: number
  /** Rows read. */
  readonly rows: number
}

/** A name of an attribute. */
interface Name {
  readonly bytes: Uint8Array
  readonly field: PostField | undefined
  /** The row that had it last. */
  row: number
}

/**
 * Reads the rows that a piece begins with, as far as each is `<row Name="value" … />` with names of letters, one blank
 * before each, and values without line ends, tabs and characters that XML forbids: just what a parser of XML would give.
 * Stops before the first that is not, which such a parser must read. Titles and bodies are bytes that change with the next
 * row.
 */
export const plainRows = (piece: Uint8Array, maxRowBytes: number, sink: Pick<PieceSink, "onRow">): PlainEnd => {
  const text = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
  const names: Array<Name> = []
  const end = text.length
  /** Takes the values of one row that hold references. */
  let out: Buffer | undefined
  let at = 0
  let lines = 0
  let rows = 0

  for (;;) {
    let p = at
    let line = lines
    for (; p < end; p++) {
      const byte = text[p]!
      if (byte === 0x0a) line++
      else if (byte === 0x0d ? text[p + 1] !== 0x0a : byte !== 0x20 && byte !== 0x09) break
    }
    const start = p
    if (!isRow(text, p) || p - at > maxRowBytes) return { at, lines, rows }
    p += 4
    const raw: RawPost = {}
    let isOther = false
    let guess = 0
    let used = 0
    for (;;) {
      if (p + 1 >= end || text[p] !== 0x20) return { at, lines, rows }
      p++
      if (text[p] === 0x2f) break
      const nameStart = p
      while (p < end && isLetter(text[p]!)) p++
      if (p === nameStart || p + 1 >= end || text[p] !== 0x3d || text[p + 1] !== 0x22) return { at, lines, rows }
      guess = indexOfName(names, guess, text, nameStart, p)
      const name = names[guess++]!
      if (name.row === rows + 1) return { at, lines, rows }
      name.row = rows + 1
      p += 2
      const valueStart = p
      const { field } = name
      const isRead = field !== undefined && !(isOther && (field === "body" || field === "title"))
      let o = used
      let isPlain = true
      for (;;) {
        if (isPlain) while (p < end && isUsual[text[p]!] === 1) p++
        else for (; p < end && isUsual[text[p]!] === 1; p++) out![o++] = text[p]!
        if (p >= end) return { at, lines, rows }
        const byte = text[p]!
        if (byte === 0x22) break
        if (byte === 0x26) {
          const char = entityAt(text, p)
          if (char < 0) return { at, lines, rows }
          if (isRead) {
            if (isPlain) {
              isPlain = false
              out ??= Buffer.allocUnsafe(end)
              out.set(text.subarray(valueStart, p), o)
              o += p - valueStart
            }
            out![o++] = char
          }
          while (text[p] !== 0x3b) p++
        } else if (byte !== 0xef || isNoCharacter(text, p)) return { at, lines, rows }
        else if (!isPlain) out![o++] = byte
        p++
      }
      if (isRead) {
        const bytes = isPlain ? text : out!
        const [from, to] = isPlain ? [valueStart, p] : [used, o]
        if (field === "title" || field === "body") raw[field] = bytes.subarray(from, to)
        else raw[field] = textOf(bytes, from, to)
        // What is no question is not kept: nobody reads its body.
        if (field === "postType" && /^[02-9]$/.test(raw.postType!)) isOther = true
        used = o
      }
      p++
    }
    if (text[p + 1] !== 0x3e || p + 2 - start > maxRowBytes) return { at, lines, rows }
    at = p + 2
    lines = line
    rows++
    sink.onRow(raw, line)
  }
}

/** 1 for the bytes of a value that need no look: all but quotes, references, what XML forbids, and what may begin such. */
const isUsual = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 0x20 || byte === 0x22 || byte === 0x26 || byte === 0x3c || byte === 0xef ? 0 : 1
)

const isRow = (text: Uint8Array, at: number): boolean =>
  text[at] === 0x3c && text[at + 1] === 0x72 && text[at + 2] === 0x6f && text[at + 3] === 0x77

const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a

/** U+FFFE and U+FFFF. */
const isNoCharacter = (text: Uint8Array, at: number): boolean => text[at + 1] === 0xbf && text[at + 2]! >= 0xbe

/** The place of a name among those that were seen, where it is new at their end. Rows have the same names in the same order, mostly. */
const indexOfName = (names: Array<Name>, guess: number, text: Uint8Array, start: number, end: number): number => {
  for (let i = 0; i < names.length; i++) {
    const place = (guess + i) % names.length
    const { bytes } = names[place]!
    if (bytes.length !== end - start) continue
    let same = 0
    while (same < bytes.length && bytes[same] === text[start + same]) same++
    if (same === bytes.length) return place
  }
  const bytes = text.slice(start, end)
  return names.push({ bytes, field: fieldByAttribute.get(Buffer.from(bytes).toString("latin1")), row: 0 }) - 1
}

/** The character, all in ASCII, that the reference at `at` stands for; -1 where it is another or none. */
const entityAt = (text: Uint8Array, at: number): number => {
  switch (text[at + 1]) {
    case 0x6c:
      return text[at + 2] === 0x74 && text[at + 3] === 0x3b ? 0x3c : -1
    case 0x67:
      return text[at + 2] === 0x74 && text[at + 3] === 0x3b ? 0x3e : -1
    case 0x71:
      return text[at + 2] === 0x75 && text[at + 3] === 0x6f && text[at + 4] === 0x74 && text[at + 5] === 0x3b
        ? 0x22
        : -1
    case 0x61:
      if (text[at + 2] === 0x6d) return text[at + 3] === 0x70 && text[at + 4] === 0x3b ? 0x26 : -1
      return text[at + 2] === 0x70 && text[at + 3] === 0x6f && text[at + 4] === 0x73 && text[at + 5] === 0x3b
        ? 0x27
        : -1
    case 0x23:
      if (text[at + 2] !== 0x78 || text[at + 4] !== 0x3b) return -1
      return text[at + 3] === 0x41 ? 0x0a : text[at + 3] === 0x44 ? 0x0d : text[at + 3] === 0x39 ? 0x09 : -1
    default:
      return -1
  }
}
