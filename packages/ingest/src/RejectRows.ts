/**
 * Rows that were not kept.
 */
import type { CompareRows } from "@praxis/dataflow/ExternalSort"
import * as Table from "@praxis/dataflow/Table"
import { Rejects } from "@praxis/tables/Posts"
import { compareText } from "./compareText.ts"
import { type Reason, remedyByReason, stepOfReason } from "./Reason.ts"

/** A row that was not kept. */
export interface RejectRow extends Omit<Table.RowOf<typeof Rejects>, "step" | "reason" | "remedy"> {
  readonly reason: Reason
  /** What to do about this row, where it is not what its reason says. */
  readonly remedy?: string | undefined
}

/** The order of `rejects`: by the label's bytes, then row. */
export const compareRejects: CompareRows<typeof Rejects> = (a, i, b, j) =>
  compareText(a.columns.input, i, b.columns.input, j) || a.columns.row[i]! - b.columns.row[j]!

/** Collects rejects. */
export class RejectRows {
  #rows = Table.builder(Rejects)

  get length(): number {
    return this.#rows.numRows
  }

  append({ remedy, ...row }: RejectRow): void {
    const { reason } = row
    this.#rows.append({ ...row, step: stepOfReason(reason), remedy: remedy ?? remedyByReason[reason] })
  }

  /** The rows since the last call. */
  finish(): Table.Batch<typeof Rejects> {
    const batch = this.#rows.finish()
    this.#rows = Table.builder(Rejects)
    return batch
  }
}
