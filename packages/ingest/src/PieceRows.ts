/**
 * What is read from one piece: its rows as columns, and what is counted and said of them.
 */
import { Utf8Builder } from "@praxis/dataflow/Column"
import * as Table from "@praxis/dataflow/Table"
import { Rejects } from "@praxis/tables/Posts"
import { IngestRows } from "./IngestRows.ts"
import type { ProblemFields } from "./InputError.ts"
import type { PieceSink } from "./Piece.ts"
import { type PieceNotes, PieceNotesBuilder } from "./PieceNotes.ts"
import type { RawPost, Text } from "./postFields.ts"
import { comparePosts } from "./postOrder.ts"
import { faults, type Reason, remedyByReason, stepOfReason } from "./Reason.ts"
import { readPost } from "./readPost.ts"
import { siteOf, unknownSite } from "./siteOf.ts"

/** What one piece held, as plain values and columns that pass between threads. Rows count from 0, lines from the start of the piece, from 0. */
export interface PieceResult {
  readonly rows: Table.ColumnsOf<typeof IngestRows>
  /** True where the rows are in the order of posts. */
  readonly isInOrder: boolean
  readonly rejects: Table.ColumnsOf<typeof Rejects>
  /** How many rows of a site were read, or rejected for a reason. */
  readonly tally: ReadonlyArray<readonly [site: string, step: "read" | Reason, rows: number]>
  /** The first rejects that tell of a fault, at most {@link maxFaults} a reason. */
  readonly faults: ReadonlyArray<Fault>
  readonly notes: PieceNotes
  /** Rows read. */
  readonly numRows: number
  /** Lines that the piece takes. */
  readonly numLines: number
  /** Why the input cannot be read beyond these rows. */
  readonly problem: ProblemFields | undefined
}

/** A reject that counts against the budget. */
export interface Fault {
  readonly reason: Reason
  readonly row: number
  readonly line: number | null
  readonly detail: string
}

/** How many faults of a reason are named. */
export const maxFaults = 3

/** What all pieces of an input are read with. */
export interface PieceRowsOptions {
  /** Of the input, for its rejects. */
  readonly label: string
  /** The site of all rows; null where a row's own column tells it. */
  readonly site: string | null
  /** False where no row has an id, which is then made of what it holds. */
  readonly hasIds: boolean
  /** How long the bodies are together, as far as it is known. */
  readonly bodyBytes?: number
}

/** The columns that take plain values; titles and bodies are bytes where the parser made no strings of them. */
const { title: _title, body: _body, ...shortColumns } = IngestRows.columns
const ShortRows = Table.contract("ingest-rows", shortColumns)

/** Takes the rows of a piece. */
export class PieceRows implements PieceSink {
  readonly #options: PieceRowsOptions
  readonly #rows = Table.builder(ShortRows)
  readonly #titles = new Utf8Builder()
  readonly #bodies: Utf8Builder
  readonly #rejects = Table.builder(Rejects)
  readonly #tally = new Map<string, Map<"read" | Reason, number>>()
  readonly #faults: Array<Fault> = []
  readonly #notes = new PieceNotesBuilder()
  #numRows = 0

  constructor(options: PieceRowsOptions) {
    this.#options = options
    this.#bodies = new Utf8Builder(options.bodyBytes)
  }

  /** Rows so far. */
  get numRows(): number {
    return this.#numRows
  }

  readonly onRow = (raw: RawPost, line: number | null): void => {
    const known = this.#options.site ?? siteOf(raw.source ?? "")
    const site = known ?? unknownSite
    const row = this.#numRows++
    this.#count(site, "read")
    const read = readPost(
      raw,
      (field, value) => this.#notes.badValue(field, value, line),
      this.#options.hasIds ? undefined : site
    )
    if (read.kind === "question") {
      this.#notes.question(read, known !== undefined && known !== unknownSite)
      this.#rows.append({ ...read, site, row, line })
      append(this.#titles, read.title)
      append(this.#bodies, read.body)
    } else this.#reject(site, read.id, read.reason, read.detail, row, line)
  }

  readonly onMalformed = (found: string, line: number | null): void => {
    const site = this.#options.site ?? unknownSite
    this.#count(site, "read")
    this.#reject(site, null, "malformed", found, this.#numRows++, line)
  }

  readonly onOddity = (oddity: string, line: number | null): void => this.#notes.oddity(oddity, line)

  /** All rows so far. `numLines` is told by the parser. */
  finish(numLines: number, problem?: ProblemFields): PieceResult {
    const { columns } = this.#rows.finish()
    const rows = Table.make(IngestRows, { ...columns, title: this.#titles.finish(), body: this.#bodies.finish() })
    return {
      rows: rows.columns,
      isInOrder: isInOrder(rows),
      rejects: this.#rejects.finish().columns,
      tally: Array.from(this.#tally, ([site, rowsByStep]) =>
        Array.from(rowsByStep, ([step, count]) => [site, step, count] as const)
      ).flat(),
      faults: this.#faults,
      notes: this.#notes.finish(),
      numRows: this.#numRows,
      numLines,
      problem
    }
  }

  #count(site: string, step: "read" | Reason): void {
    const rowsByStep = this.#tally.get(site) ?? new Map<"read" | Reason, number>()
    this.#tally.set(site, rowsByStep)
    rowsByStep.set(step, (rowsByStep.get(step) ?? 0) + 1)
  }

  #reject(site: string, id: string | null, reason: Reason, detail: string, row: number, line: number | null): void {
    this.#count(site, reason)
    this.#rejects.append({
      input: this.#options.label,
      row,
      line,
      site,
      id,
      step: stepOfReason(reason),
      reason,
      detail,
      remedy: remedyByReason[reason]
    })
    if (faults.has(reason) && this.#faults.filter((fault) => fault.reason === reason).length < maxFaults) {
      this.#faults.push({ reason, row, line, detail })
    }
  }
}

const append = (column: Utf8Builder, text: Text): void =>
  typeof text === "string" ? column.append(text) : column.appendBytes(text)

const isInOrder = (rows: Table.Batch<typeof IngestRows>): boolean => {
  for (let i = 1; i < rows.numRows; i++) if (comparePosts(rows, i - 1, rows, i) > 0) return false
  return true
}
