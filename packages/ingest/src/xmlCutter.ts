/**
 * Cuts a dump before its rows.
 */
import { Buffer } from "node:buffer"
import { PendingText } from "./PendingText.ts"
import type { Cutter, CutterOptions } from "./Piece.ts"

/** What the text is inside of, by what ends it; `nothing` inside of which a tag may begin, `unknown` what never ends for a cutter. */
type Inside = "nothing" | "-->" | "]]>" | "?>" | "unknown"

const lessThan = 0x3c

/**
 * Cuts before `<row`, where that begins an element: outside comments, CDATA and instructions. In attributes a `<` is
 * malformed, and the parser finds it at the end of the piece before. After a DOCTYPE, which is refused, nothing is cut.
 */
export const xmlCutter = (options: Pick<CutterOptions, "pieceBytes" | "maxFieldBytes">): Cutter => {
  const pending = new PendingText(options)
  /** What is not understood without the bytes that follow. */
  let carry: Buffer = Buffer.alloc(0)
  let inside: Inside = "nothing"
  let isCut = false

  return {
    write: (given: Buffer) => {
      if (isCut) return []
      const text = carry.length === 0 ? given : Buffer.concat([carry, given])
      const pieces: Array<Uint8Array<ArrayBuffer>> = []
      let from = 0
      let at = 0
      scan: while (at < text.length) {
        if (inside === "unknown") {
          at = text.length
          break
        }
        if (inside !== "nothing") {
          const end: number = text.indexOf(inside, at, "latin1")
          if (end < 0) {
            at = Math.max(at, text.length - inside.length + 1)
            break
          }
          at = end + inside.length
          inside = "nothing"
        }
        at = text.indexOf(lessThan, at)
        if (at < 0) at = text.length
        if (at === text.length) break
        const tag = tagAt(text, at)
        switch (tag) {
          case "more":
            break scan
          case "row":
            if (pending.closesAt(at - from)) {
              pending.push(text.subarray(from, at))
              if (!pending.isEmpty) pieces.push(pending.take())
              from = at
            }
            at += 4
            break
          case "other":
            at++
            break
          default:
            inside = tag
            at += tag === "-->" ? 4 : tag === "]]>" ? 9 : 2
        }
      }
      pending.push(text.subarray(from, at))
      carry = text.subarray(at)
      isCut = pending.isCut
      return isCut ? [...pieces, pending.take()] : pieces
    },
    end: () => {
      pending.push(carry)
      carry = Buffer.alloc(0)
      return pending.isEmpty ? [] : [pending.take()]
    },
    isCut: () => isCut
  }
}

/** What the `<` at `at` begins; `more` where the bytes after it do not tell yet. */
const tagAt = (text: Buffer, at: number): "row" | "other" | "more" | Exclude<Inside, "nothing"> => {
  const next = text[at + 1]
  if (next === undefined) return "more"
  if (next === 0x72) {
    const start = text.toString("latin1", at + 1, at + 5)
    return /^row[\s/>]$/.test(start) ? "row" : /^r(ow?)?$/.test(start) ? "more" : "other"
  }
  if (next === 0x3f) return "?>"
  if (next !== 0x21) return "other"
  const start = text.toString("latin1", at, at + 9)
  if (start.startsWith("<!--")) return "-->"
  if (start === "<![CDATA[") return "]]>"
  return "<!--".startsWith(start) || "<![CDATA[".startsWith(start) ? "more" : "unknown"
}
