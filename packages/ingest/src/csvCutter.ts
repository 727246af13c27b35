/**
 * Cuts a CSV text at line ends outside quotes.
 */
import type { Buffer } from "node:buffer"
import { PendingText } from "./PendingText.ts"
import type { Cutter, CutterOptions } from "./Piece.ts"

const quote = 0x22
const lineFeed = 0x0a
const carriageReturn = 0x0d

/**
 * A line end after an even number of quotes ends a record, since a quote inside a field is doubled. Where a quote stands
 * that neither opens, closes nor is doubled, the count no longer tells; its record still begins with a piece or inside
 * one, whose parser finds it.
 */
export const csvCutter = (options: Pick<CutterOptions, "pieceBytes" | "maxFieldBytes">): Cutter => {
  const pending = new PendingText(options)
  let quoted = false
  /** The byte before is a CR outside quotes: a line end, to which an LF still belongs. */
  let afterReturn = false
  let isCut = false

  return {
    write: (text: Buffer) => {
      if (isCut) return []
      const pieces: Array<Uint8Array<ArrayBuffer>> = []
      let from = 0
      const endRecord = (at: number) => {
        if (!pending.closesAt(at - from)) return
        pending.push(text.subarray(from, at))
        if (!pending.isEmpty) pieces.push(pending.take())
        from = at
      }
      for (let at = 0; at < text.length; at++) {
        const byte = text[at]!
        if (afterReturn) {
          afterReturn = false
          if (byte === lineFeed) {
            endRecord(at + 1)
            continue
          }
          endRecord(at)
        }
        if (byte === quote) quoted = !quoted
        else if (byte === lineFeed && !quoted) endRecord(at + 1)
        else if (byte === carriageReturn && !quoted) afterReturn = true
      }
      pending.push(text.subarray(from))
      isCut = pending.isCut
      return isCut ? [...pieces, pending.take()] : pieces
    },
    end: () => (pending.isEmpty ? [] : [pending.take()]),
    isCut: () => isCut
  }
}
