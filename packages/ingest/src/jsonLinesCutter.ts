/**
 * Cuts JSON Lines at line ends.
 */
import type { Buffer } from "node:buffer"
import { counted } from "./counted.ts"
import type { Cutter, CutterOptions } from "./Piece.ts"
import { PieceBuffer } from "./PieceBuffer.ts"
import { raiseMaxFieldBytes } from "./raiseMaxFieldBytes.ts"

const lineFeed = 10

/** A cutter of texts with a JSON object a line. Throws a problem where a line is longer than `maxFieldBytes`. */
export const jsonLinesCutter = ({ problem, maxFieldBytes, pieceBytes }: CutterOptions): Cutter => {
  const buffer = new PieceBuffer()
  /** Where the line begins that is not ended yet. */
  let lineStart = 0

  const checkLine = (end: number) => {
    if (end - lineStart <= maxFieldBytes) return
    throw problem({
      line: buffer.lineAt(lineStart),
      problem: `expected a JSON object on each line, found a line longer than ${counted(maxFieldBytes, "byte")}`,
      remedy: `Write one object a line, as \`jq -c\` does; if the line is right, ${raiseMaxFieldBytes(maxFieldBytes)}`
    })
  }

  return {
    write: (text: Buffer) => {
      const pieces: Array<Uint8Array<ArrayBuffer>> = []
      let at = buffer.length
      buffer.append(text)
      for (;;) {
        const end = buffer.bytes.indexOf(lineFeed, at)
        if (end < 0 || end >= buffer.length) break
        checkLine(end)
        at = end + 1
        lineStart = at
        if (at < pieceBytes) continue
        pieces.push(buffer.take(at))
        at = 0
        lineStart = 0
      }
      checkLine(buffer.length)
      return pieces
    },
    end: () => (buffer.length > 0 ? [buffer.take(buffer.length)] : [])
  }
}
