/**
 * How a long text is read in several threads: one thread cuts it between rows, others parse the pieces.
 */
import type { Buffer } from "node:buffer"
import type { Delimiter } from "./csvProblem.ts"
import type { ProblemFields } from "./InputError.ts"
import type { PostField, RawPost } from "./postFields.ts"

/** The formats that are text. */
export type TextFormat = "csv" | "xml" | "json" | "jsonl"

/** Cuts a text into pieces of whole rows. Where it cuts shows in no result: any cut between rows gives the same rows. */
export interface Cutter {
  /** The next piece of valid UTF-8, whole characters, which must not change afterwards; what is returned holds whole rows and belongs to the caller. Throws {@link ProblemFields} made an error by `problem`. */
  readonly write: (text: Buffer) => ReadonlyArray<Uint8Array<ArrayBuffer>>
  /** The rest, after the last piece. */
  readonly end: () => ReadonlyArray<Uint8Array<ArrayBuffer>>
  /** True once a row is longer than {@link maxHeldBytes}: the last piece then ends in it, and nothing comes after. */
  readonly isCut?: () => boolean
}

/** What a cutter is told. */
export interface CutterOptions {
  /** Makes a problem of this input; its line counts from the start of the text. */
  readonly problem: (fields: ProblemFields) => Error
  /** Most bytes of one row: one that is longer is a problem. */
  readonly maxFieldBytes: number
  /** A piece ends at the first place for it after so many bytes. */
  readonly pieceBytes: number
}

/** What a parser of pieces is told of the text that they are cut from; plain data, since it goes to other threads. */
export interface PieceOptions {
  readonly format: TextFormat
  /** Of CSV, the field that each column holds; null for columns that are not read. */
  readonly columns: ReadonlyArray<PostField | null>
  /** Of CSV, what stands between fields. */
  readonly delimiter: Delimiter
  /** Of JSON, the field by the name of a member, in its plain spelling: see `plainName`. */
  readonly fieldByName: Readonly<Record<string, PostField>>
  readonly maxFieldBytes: number
}

/** Takes what a parser finds in a piece, in order. Lines count line feeds from the start of the piece, from 0. */
export interface PieceSink {
  /** A row. Must not keep `raw`. */
  readonly onRow: (raw: RawPost, line: number) => void
  /** A row that cannot be read, though those beside it can: what is wrong with it, in a few words. */
  readonly onMalformed: (found: string, line: number) => void
  /** What a parser put up with, such as a character that XML forbids, as a noun that an s makes plural. */
  readonly onOddity: (oddity: string, line: number) => void
}

/** Where a piece stands in its text. */
export interface PiecePlace {
  /** True where the text begins with it. */
  readonly isFirst: boolean
  /** Characters of its first line that stand before it. */
  readonly column: number
  /** What follows it: another row, nothing, or the rest of a row that is longer than a cutter waits for. */
  readonly end: "row" | "text" | "cut"
}

/** Parses one piece and gives the lines in it as it counts them, `undefined` where these are its line feeds. Throws a {@link PieceProblem} where the whole input is damaged. */
export type ParsePiece = (
  text: Uint8Array,
  options: PieceOptions,
  sink: PieceSink,
  place: PiecePlace
) => number | undefined | Promise<number | undefined>

/** Most bytes that a cutter holds of one row: what is longer goes on as it is, and its parser finds a row beyond `maxFieldBytes`. */
export const maxHeldBytes = (maxFieldBytes: number): number => 3 * maxFieldBytes + 65_536

/** What stands for numbers in the text of a {@link PieceProblem}, since a piece does not know how many rows come before it. */
export const placeholders = {
  /** The number of the row that is being read. */
  row: "{row}",
  /** How many rows come before, as a number. */
  before: "{before}",
  /** The same with its noun: `1 row`. */
  rowsBefore: "{rows before}"
} as const

/** Why an input cannot be read further; `line` counts line feeds from the start of the piece, from 0. Its text may hold {@link placeholders}. */
export class PieceProblem extends Error {
  readonly fields: ProblemFields
  constructor(fields: ProblemFields) {
    super(fields.problem)
    this.fields = fields
  }
}
