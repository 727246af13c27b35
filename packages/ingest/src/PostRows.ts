/**
 * The questions of all inputs in memory, as columns of UTF-8 bytes and numbers, until they can be sorted.
 */
import * as Table from "@praxis/dataflow/Table"
import type { Question } from "./readPost.ts"

/** A question with where it came from. `site` and `input` are the numbers of a site and of an input. */
const Rows = Table.contract("ingest-rows", {
  site: Table.uint32,
  id: Table.utf8,
  title: Table.utf8,
  body: Table.utf8,
  tags: Table.list(Table.utf8),
  createdAt: Table.nullable(Table.timestamp),
  score: Table.nullable(Table.int32),
  viewCount: Table.nullable(Table.uint32),
  answerCount: Table.nullable(Table.uint32),
  owner: Table.nullable(Table.utf8),
  licence: Table.nullable(Table.utf8),
  activeAt: Table.nullable(Table.timestamp),
  input: Table.uint32,
  row: Table.uint32,
  line: Table.uint32
})

/** Rows of a block, as a power of 2: rows of 8 MiB each stay below the 2 GiB of a text column. */
const blockShift = 7
const blockRows = 1 << blockShift

/** One question as plain values. */
export type PostRow = Table.RowOf<typeof Rows>

/** Collects questions; row i is the i-th that was added. */
export class PostRows {
  readonly #blocks: Array<Table.Table<typeof Rows>> = []
  #open = Table.builder(Rows)
  #length = 0

  get length(): number {
    return this.#length
  }

  append(question: Question, site: number, input: number, row: number, line: number): void {
    this.#open.append({ ...question, site, input, row, line })
    this.#length++
    if (this.#open.numRows === blockRows) this.seal()
  }

  /** Makes the last rows readable; none may be added after. */
  seal(): void {
    if (this.#open.numRows === 0) return
    this.#blocks.push(this.#open.finish())
    this.#open = Table.builder(Rows)
  }

  /** The columns that hold row i, and its place in them. Only after {@link seal}. */
  at(i: number): { readonly columns: Table.ColumnsOf<typeof Rows>; readonly j: number } {
    return { columns: this.#blocks[i >> blockShift]!.columns, j: i & (blockRows - 1) }
  }

  /** Row i as plain values. */
  rowAt(i: number): PostRow {
    return Table.rowAt(this.#blocks[i >> blockShift]!, i & (blockRows - 1))
  }
}
