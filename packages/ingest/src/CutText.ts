/**
 * A text as jobs of the kernel `readPiece`.
 */
import type { Buffer } from "node:buffer"
import type { ArtifactReadError } from "@praxis/dataflow/Artifact"
import { releaseBuffer } from "@praxis/dataflow/releaseMemory"
import { Effect, Stream } from "effect"
import { columnAfter } from "./columnAfter.ts"
import { type ColumnMap, columnsOf } from "./columnsOf.ts"
import { csvCutter } from "./csvCutter.ts"
import { csvHeader } from "./csvHeader.ts"
import { InputProblem, type ProblemFields } from "./InputError.ts"
import { jsonCutter } from "./jsonCutter.ts"
import { jsonLinesCutter } from "./jsonLinesCutter.ts"
import { lineFeeds } from "./lineFeeds.ts"
import type { Cutter, CutterOptions, PiecePlace, TextFormat } from "./Piece.ts"
import type { ReadPieceJob } from "./readPiece.ts"
import { TextGuard } from "./TextGuard.ts"
import { xmlCutter } from "./xmlCutter.ts"

/** What {@link CutText} is told. */
export interface CutTextOptions extends CutterOptions {
  readonly format: TextFormat
  readonly content: Stream.Stream<Uint8Array, InputProblem | ArtifactReadError>
  readonly problem: (fields: ProblemFields) => InputProblem
  readonly columns: ColumnMap
}

/** Chunks of so many bytes are freed when they are cut; to wait for the garbage collector with smaller ones costs little. */
const releasedBytes = 256 << 10

/** Cuts a text once. What stops it waits in {@link problemAt}, since what is wrong in the pieces before comes first. */
export class CutText {
  /** Lines that no job has, before the first. */
  headerLines = 0
  /** The line of the header, from 1. */
  headerLine: number | undefined
  readonly #options: CutTextOptions
  readonly #guard = new TextGuard()
  readonly #cutter: Cutter
  #columns: Pick<ReadPieceJob, "columns" | "delimiter" | "hasIds"> | undefined
  /** The last piece so far, which waits to be told what follows. */
  #held: { readonly text: Uint8Array; readonly place: Omit<PiecePlace, "end"> } | undefined
  #isFirst = true
  /** Characters of the last line so far. */
  #column = 0
  #stopped: InputProblem | undefined
  /** Lines between the last job and what the guard found. */
  #linesAfter = 0
  /** Bytes of text that the cutter was given, and that it gave. */
  #given = 0
  #taken = 0
  /** Chunks of which the cutter may hold views, with the bytes of text up to their end. */
  readonly #chunks: Array<{ readonly chunk: Uint8Array; readonly end: number }> = []

  constructor(options: CutTextOptions) {
    this.#options = options
    this.#cutter = cutters[options.format](options)
    if (options.format === "xml") this.#columns = noColumns
  }

  /** The jobs in order; to be read once. */
  get jobs(): Stream.Stream<ReadPieceJob, ArtifactReadError> {
    const chunks = Stream.catchTag(this.#options.content, "InputProblem", (problem) => {
      this.#stopped = problem
      return Stream.empty
    })
    const jobs = Stream.mapEffect(chunks, (chunk) => this.#read(() => this.#give(chunk)))
    const rest = Stream.suspend(() => Stream.fromEffect(this.#read(() => this.#guard.end(), true)))
    return Stream.flattenIterable(
      Stream.concat(
        Stream.takeUntil(jobs, () => this.#isStopped),
        rest
      )
    )
  }

  /** What is wrong after the last job, which ends before line `linesBefore`, counted from 0. */
  problemAt(linesBefore: number): InputProblem | undefined {
    const found = this.#guard.problem
    if (this.#stopped !== undefined || found === undefined) return this.#stopped
    return this.#options.problem({ line: linesBefore + this.#linesAfter + 1, ...found })
  }

  get #isStopped(): boolean {
    return this.#stopped !== undefined || this.#guard.problem !== undefined || this.#cutter.isCut?.() === true
  }

  /** Reads what `next` gives; a problem that is found ends the text. */
  #read(next: () => Buffer, isEnd = false): Effect.Effect<ReadonlyArray<ReadPieceJob>> {
    return Effect.promise(async () => {
      const jobs: Array<ReadPieceJob> = []
      const take = async (pieces: ReadonlyArray<Uint8Array>) => {
        for (const piece of pieces) {
          this.#taken += piece.length
          await this.#add(piece, jobs)
        }
        this.#release()
      }
      try {
        if (!this.#isStopped) {
          await take(this.#cutter.write(next()))
          if (this.#guard.problem !== undefined) this.#linesAfter = this.#restLines()
          else if (isEnd && !this.#isStopped) await take(this.#cutter.end())
        }
      } catch (cause) {
        if (!(cause instanceof InputProblem)) throw cause
        this.#stopped = cause
      }
      if (isEnd) this.#flush(jobs, this.#cutter.isCut?.() ? "cut" : this.#isStopped ? "row" : "text")
      return jobs
    })
  }

  #give(chunk: Uint8Array): Buffer {
    const text = this.#guard.push(chunk)
    this.#given += text.length
    this.#chunks.push({ chunk, end: this.#given })
    return text
  }

  /** Frees the chunks that are in pieces as a whole, since pieces are copies. One that shares its memory is left alone. */
  #release(): void {
    while (this.#chunks.length > 0 && this.#chunks[0]!.end <= this.#taken) {
      const { chunk } = this.#chunks.shift()!
      if (chunk.length >= releasedBytes && chunk.length === chunk.buffer.byteLength) releaseBuffer(chunk.buffer)
    }
  }

  #restLines(): number {
    try {
      return this.#cutter.end().reduce((lines, rest) => lines + lineFeeds(rest), 0)
    } catch (cause) {
      if (cause instanceof InputProblem) return 0
      throw cause
    }
  }

  async #add(piece: Uint8Array, jobs: Array<ReadPieceJob>): Promise<void> {
    const text = this.#columns === undefined ? await this.#withoutHeader(piece) : piece
    if (text.length === 0) return
    this.#flush(jobs, "row")
    this.#held = { text, place: { isFirst: this.#isFirst, column: this.#column } }
    this.#isFirst = false
    if (this.#options.format === "xml") this.#column = columnAfter(text, this.#column)
  }

  #flush(jobs: Array<ReadPieceJob>, end: PiecePlace["end"]): void {
    if (this.#held === undefined) return
    const { text, place } = this.#held
    this.#held = undefined
    jobs.push({ text, place: { ...place, end }, ...(this.#columns ?? noColumns) })
  }

  /** Finds what the columns hold: in the header of CSV, which is left out, or in the first objects. */
  async #withoutHeader(piece: Uint8Array): Promise<Uint8Array> {
    const { format, columns, maxFieldBytes, problem } = this.#options
    if (format !== "csv") {
      const { jsonNames } = await import("./jsonPiece.ts")
      const names = jsonNames(piece, format)
      if (names.length > 0) {
        const found = columnsOf({ names, columns, place: "the members of the objects", problem })
        this.#columns = { ...noColumns, hasIds: found.includes("id") }
      }
      return piece
    }
    const before = this.headerLines
    const header = await csvHeader(piece, maxFieldBytes, ({ line = 1, ...fields }) =>
      problem({ line: before + line, ...fields })
    )
    const end = header?.end ?? piece.length
    this.headerLines += lineFeeds(piece.subarray(0, end))
    if (header !== undefined) {
      this.headerLine = before + header.line + 1
      const found = columnsOf({ names: header.names, columns, place: "the header", line: this.headerLine, problem })
      this.#columns = { columns: found, delimiter: header.delimiter, hasIds: found.includes("id") }
    }
    return piece.subarray(end)
  }
}

/** Of a text whose rows name their fields. */
const noColumns = { columns: [], delimiter: ",", hasIds: true } as const

const cutters: Readonly<Record<TextFormat, (options: CutterOptions) => Cutter>> = {
  csv: csvCutter,
  xml: xmlCutter,
  json: jsonCutter,
  jsonl: jsonLinesCutter
}
