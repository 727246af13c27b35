/**
 * Parses a piece of JSON: objects with white space between, or an object a line.
 */
import { Buffer } from "node:buffer"
import { JsonFields } from "./JsonFields.ts"
import { jsonObject } from "./jsonObject.ts"
import { jsonValues } from "./jsonValues.ts"
import type { ParsePiece, PieceOptions } from "./Piece.ts"

/**
 * Rows of a piece, whose text is valid UTF-8. A value that is no valid object, names a member twice or is nested deeper than
 * {@link maxDepth} is malformed; those beside it are not touched by it. Numbers keep all their digits. Gives the lines.
 */
export const jsonPiece: ParsePiece = (text, { format, fieldByName, maxFieldBytes }, sink) => {
  const bytes = Buffer.from(text.buffer, text.byteOffset, text.byteLength)
  const fields = new JsonFields(fieldByName)
  return jsonValues(bytes, format === "jsonl", ({ start, end, line, depth, members }) => {
    if (end - start > maxFieldBytes) return sink.onMalformed(`longer than ${maxFieldBytes} bytes`, line)
    if (depth > maxDepth) return sink.onMalformed(`nested deeper than ${maxDepth} levels`, line)
    const parsed = jsonObject(bytes.toString("utf8", start, end), members)
    if (parsed.found !== undefined) return sink.onMalformed(parsed.found, line)
    for (const oddity of parsed.oddities) sink.onOddity(oddity, line)
    const raw = fields.read(parsed.object, (oddity) => sink.onOddity(oddity, line))
    if (typeof raw === "string") sink.onMalformed(raw, line)
    else sink.onRow(raw, line)
  })
}

/** More levels than any export of posts has. */
const maxDepth = 64

/** Names of the members that the objects of a piece have, those of objects in them as `owner.user_id`, in the order in which they appear. */
export const jsonNames = (text: Uint8Array, format: PieceOptions["format"]): ReadonlyArray<string> => {
  const bytes = Buffer.from(text.buffer, text.byteOffset, text.byteLength)
  const names = new Set<string>()
  jsonValues(bytes, format === "jsonl", ({ start, end, depth, members }) => {
    if (depth > maxDepth || names.size > maxNames) return
    const { object } = jsonObject(bytes.toString("utf8", start, end), members)
    for (const [name, value] of Object.entries(object ?? {})) {
      names.add(name)
      if (typeof value !== "object" || value === null || Array.isArray(value)) continue
      for (const inner of Object.keys(value)) names.add(`${name}.${inner}`)
    }
  })
  return Array.from(names)
}

const maxNames = 1000
