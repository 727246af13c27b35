/**
 * The latest instant that the questions of a file tell: of two dumps of one site, the one with the later instant is the newer.
 */
import * as Table from "@praxis/dataflow/Table"
import { IngestLatest, type IngestRows } from "./IngestRows.ts"

/** Takes the questions of one file. */
export class LatestInstant {
  #at: number | null = null

  add({ createdAt, activeAt, editedAt }: Table.ColumnsOf<typeof IngestRows>): void {
    for (const { valid, values } of [createdAt, activeAt, editedAt]) {
      for (let i = 0; i < valid.length; i++) {
        if (valid[i] === 1 && (this.#at === null || values[i]! > this.#at)) this.#at = values[i]!
      }
    }
  }

  toTable(): Table.Table<typeof IngestLatest> {
    return Table.fromRows(IngestLatest, [{ at: this.#at }])
  }
}
