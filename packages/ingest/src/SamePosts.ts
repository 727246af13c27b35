/**
 * Rows of one post to the one that is kept and those that are not.
 */
import * as Table from "@praxis/dataflow/Table"
import { MergedRows } from "./IngestRows.ts"
import { type Difference, differenceFrom, newestOf } from "./newestState.ts"
import { isSamePost } from "./postOrder.ts"

/** A row of a file among others. */
export interface MergedAt {
  readonly batch: Table.Batch<typeof MergedRows>
  readonly i: number
}

/** What {@link SamePosts} asks and tells. */
export interface SamePostsSink {
  /** The latest instant that the file of a row tells; null where it tells none. */
  readonly latestOf: (row: MergedAt) => number | null
  /** The row of a post that is kept; in the order of posts. */
  readonly onKept: (row: MergedAt) => void
  /** Another row of the post, after the kept one was told: how it differs, and why the other is kept. */
  readonly onOther: (row: MergedAt, kept: MergedAt, difference: Difference, why: string) => void
}

/** So many rows of one post are held to find the newest; the order of rows puts the newest first unless an export leaves out dates. */
const heldRows = 256

/** Takes rows in the order of `comparePosts`. */
export class SamePosts {
  readonly #sink: SamePostsSink
  #held: Array<MergedAt> = []
  /** The kept row of the post whose rows come now, once it is known. */
  #kept: { readonly row: MergedAt; readonly why: string } | undefined

  constructor(sink: SamePostsSink) {
    this.#sink = sink
  }

  /** Copies the rows that are still needed, so that the batches they came in may go. */
  leaveBatches(): void {
    this.#held = this.#held.map(copyOf)
    if (this.#kept !== undefined) this.#kept = { ...this.#kept, row: copyOf(this.#kept.row) }
  }

  /** Takes the next row. */
  push(row: MergedAt): void {
    const last = this.#kept?.row ?? this.#held[0]
    if (last === undefined || !isSamePost(last.batch, last.i, row.batch, row.i)) {
      this.end()
      this.#held.push(row)
    } else if (this.#kept !== undefined) {
      this.#tellOther(row, this.#kept)
    } else {
      this.#held.push(row)
      if (this.#held.length === heldRows) this.#decide()
    }
  }

  /** No more rows of this post will come. */
  end(): void {
    if (this.#held.length > 0) this.#decide()
    this.#kept = undefined
  }

  #decide(): void {
    const held = this.#held
    this.#held = []
    const kept = held.length === 1 ? { row: held[0]!, why: "" } : newestOf(held, this.#sink.latestOf)
    this.#kept = kept
    this.#sink.onKept(kept.row)
    for (const row of held) if (row !== kept.row) this.#tellOther(row, kept)
  }

  #tellOther(row: MergedAt, kept: { readonly row: MergedAt; readonly why: string }): void {
    this.#sink.onOther(row, kept.row, differenceFrom(kept.row, row), kept.why)
  }
}

const copyOf = ({ batch, i }: MergedAt): MergedAt => ({
  batch: Table.concat(MergedRows, [Table.slice(batch, i, i + 1)]),
  i: 0
})
