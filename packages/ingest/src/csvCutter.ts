/**
 * Cuts a CSV text at line ends outside quotes.
 */
import type { Buffer } from "node:buffer"
import { countByte } from "./countByte.ts"
import { PendingText } from "./PendingText.ts"
import type { Cutter, CutterOptions } from "./Piece.ts"

const quote = 0x22
const lineFeed = 0x0a
const carriageReturn = 0x0d

/**
 * A line end after an even number of quotes ends a record, since a quote inside a field is doubled. Where a quote stands
 * that neither opens, closes nor is doubled, the count no longer tells; its record still begins with a piece or inside
 * one, whose parser finds it. Quotes are counted up to where a piece is full; line ends are looked for just behind.
 */
export const csvCutter = (options: Pick<CutterOptions, "pieceBytes" | "maxFieldBytes">): Cutter => {
  const pending = new PendingText(options)
  let quoted = false
  /** The byte before is a CR outside quotes: a line end, to which an LF still belongs. */
  let afterReturn = false
  let isCut = false

  return {
    write: (text: Buffer) => {
      if (isCut || text.length === 0) return []
      const pieces: Array<Uint8Array<ArrayBuffer>> = []
      let from = 0
      const endRecord = (at: number) => {
        if (!pending.closesAt(at - from)) return
        pending.push(text.subarray(from, at))
        if (!pending.isEmpty) pieces.push(pending.take())
        from = at
      }
      let at = 0
      if (afterReturn) endRecord(text[0] === lineFeed ? ++at : at)
      while (at < text.length) {
        const full = Math.min(text.length, Math.max(at, from + pending.missing - 1))
        if (countByte(text, quote, at, full) % 2 === 1) quoted = !quoted
        const end = recordEnd(text, full, quoted)
        quoted = end.quoted
        at = end.at
        if (end.isRecord) endRecord(at)
      }
      const last = lastRecordEnd(text, from, quoted)
      if (last >= 0) pending.closesAt(last - from)
      afterReturn = !quoted && text[text.length - 1] === carriageReturn
      pending.push(text.subarray(from))
      isCut = pending.isCut
      return isCut ? [...pieces, pending.take()] : pieces
    },
    end: () => (pending.isEmpty ? [] : [pending.take()]),
    isCut: () => isCut
  }
}

/** Where the first record ends behind `start`, else the end of the text; a CR at the end of the text does not tell yet. */
const recordEnd = (text: Buffer, start: number, isQuoted: boolean) => {
  let quoted = isQuoted
  for (let at = start; at < text.length; at++) {
    const byte = text[at]
    if (byte === quote) quoted = !quoted
    else if (byte === lineFeed && !quoted) return { at: at + 1, quoted, isRecord: true }
    else if (byte === carriageReturn && !quoted && at + 1 < text.length) {
      return { at: text[at + 1] === lineFeed ? at + 2 : at + 1, quoted, isRecord: true }
    }
  }
  return { at: text.length, quoted, isRecord: false }
}

/** Where the last record ends behind `start`, −1 where none does; `isQuoted` tells of the end of the text. */
const lastRecordEnd = (text: Buffer, start: number, isQuoted: boolean): number => {
  let quoted = isQuoted
  for (let at = text.length - 1; at >= start; at--) {
    const byte = text[at]
    if (byte === quote) quoted = !quoted
    else if (!quoted && (byte === lineFeed || (byte === carriageReturn && at + 1 < text.length))) return at + 1
  }
  return -1
}
