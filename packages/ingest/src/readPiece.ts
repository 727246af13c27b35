/**
 * Kernel: one piece of a text to its rows.
 */
import { csvPiece } from "./csvPiece.ts"
import type { ProblemFields } from "./InputError.ts"
import { jsonPiece } from "./jsonPiece.ts"
import { lineFeeds } from "./lineFeeds.ts"
import { type ParsePiece, type PieceOptions, type PiecePlace, PieceProblem, type TextFormat } from "./Piece.ts"
import { type PieceResult, PieceRows, type PieceRowsOptions } from "./PieceRows.ts"
import { xmlPiece } from "./xmlPiece.ts"

/** What all pieces of a text are read with. */
export type ReadPieceShared = Omit<PieceRowsOptions, "hasIds" | "bodyBytes"> &
  Omit<PieceOptions, "columns" | "delimiter">

/** One piece. */
export interface ReadPieceJob extends Pick<PieceOptions, "columns" | "delimiter">, Pick<PieceRowsOptions, "hasIds"> {
  readonly text: Uint8Array
  readonly place: PiecePlace
}

/** Reads a piece. Where the input is damaged, the rows before are given with the problem. */
export const readPiece = async (
  { label, site, ...options }: ReadPieceShared,
  { text, columns, delimiter, hasIds, place }: ReadPieceJob
): Promise<PieceResult> => {
  const rows = new PieceRows({ label, site, hasIds, bodyBytes: text.length })
  let numLines = 0
  let problem: ProblemFields | undefined
  try {
    numLines = (await parsers[options.format](text, { ...options, columns, delimiter }, rows, place)) ?? lineFeeds(text)
  } catch (cause) {
    if (!(cause instanceof PieceProblem)) throw cause
    problem = cause.fields
  }
  return rows.finish(numLines, problem)
}

const parsers: Readonly<Record<TextFormat, ParsePiece>> = {
  csv: csvPiece,
  xml: xmlPiece,
  json: jsonPiece,
  jsonl: jsonPiece
}
