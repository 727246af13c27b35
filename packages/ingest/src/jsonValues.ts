/**
 * Where the values of a JSON text begin and end.
 */
import type { Buffer } from "node:buffer"
import { closingQuote } from "./closingQuote.ts"
import { lineFeeds } from "./lineFeeds.ts"

/** A value of a text. */
export interface JsonValue {
  readonly start: number
  readonly end: number
  /** Line feeds before it. */
  readonly line: number
  /** Levels of brackets; 0 of a number or word. */
  readonly depth: number
  /** Colons directly inside its outermost brackets: as many as an object has members. */
  readonly members: number
}

const lineFeed = 0x0a
const space = 0x20
const quote = 0x22
const colon = 0x3a
const openArray = 0x5b
const closeArray = 0x5d
const openObject = 0x7b
const closeObject = 0x7d

/**
 * Calls `onValue` for each value of a text: of a line's whole text where `byLine`, else of what stands between white space
 * outside brackets and quotes. Gives the number of line feeds.
 */
export const jsonValues = (bytes: Buffer, byLine: boolean, onValue: (value: JsonValue) => void): number => {
  let line = 0
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at]!
    if (byte <= space) {
      if (byte === lineFeed) line++
      at++
      continue
    }
    const start = at
    const limit = byLine ? endOfLine(bytes, start) : bytes.length
    let depth = 0
    let maxDepth = 0
    let members = 0
    while (at < limit) {
      const byte = bytes[at]!
      if (byte <= space && depth === 0 && !byLine) break
      at++
      if (byte === quote) {
        const closing = closingQuote(bytes, at, limit)
        at = closing < 0 ? limit : closing + 1
        if (depth === 0 && !byLine) break
      } else if (byte === colon) {
        if (depth === 1) members++
      } else if (byte === openObject || byte === openArray) {
        depth++
        if (depth > maxDepth) maxDepth = depth
      } else if (byte === closeObject || byte === closeArray) {
        depth--
        if (depth <= 0 && !byLine) break
      }
    }
    onValue({ start, end: at, line, depth: maxDepth, members })
    line += lineFeeds(bytes.subarray(start, at))
  }
  return line
}

const endOfLine = (bytes: Buffer, start: number): number => {
  const end = bytes.indexOf(lineFeed, start)
  return end < 0 ? bytes.length : end
}
