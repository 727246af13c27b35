/**
 * Parses a piece of CSV.
 */
import type { ParsePiece } from "./Piece.ts"
import { parsedRecords } from "./parsedRecords.ts"
import { plainRecords } from "./plainRecords.ts"

/** Rows by the columns of the header; a record of another number of fields is malformed. From the first record on that is not plain, a parser reads the rest. */
export const csvPiece: ParsePiece = (text, options, sink) => {
  const plain = plainRecords(text, options, sink)
  return plain.at === text.length ? plain.lines : parsedRecords(text.subarray(plain.at), options, sink, plain.lines)
}
