/**
 * Rows that were not kept, as columns, until they can be sorted.
 */
import { Buffer } from "node:buffer"
import * as Table from "@praxis/dataflow/Table"
import { Rejects } from "@praxis/tables/Posts"
import { type Reason, reasons, remedyByReason } from "./Reason.ts"

const Rows = Table.contract("ingest-rejects", {
  input: Table.uint32,
  row: Table.uint32,
  line: Table.uint32,
  site: Table.uint32,
  id: Table.nullable(Table.utf8),
  /** Place in {@link reasons}. */
  reason: Table.uint8,
  detail: Table.utf8,
  /** Null: the remedy of the reason. */
  remedy: Table.nullable(Table.utf8)
})

/** A row that was not kept; `site` and `input` are numbers. */
export interface RejectRow extends Omit<Table.RowOf<typeof Rows>, "reason" | "remedy"> {
  readonly reason: Reason
  /** What to do about this row, where it is not what its reason says. */
  readonly remedy?: string | undefined
}

/** Rows of a batch that {@link RejectRows.batches} gives. */
const batchRows = 8192

/** Collects rejects. */
export class RejectRows {
  readonly #rows = Table.builder(Rows)

  append(row: RejectRow): void {
    this.#rows.append({ ...row, reason: reasons.indexOf(row.reason), remedy: row.remedy ?? null })
  }

  /** All rejects by the label's bytes, then row. */
  *batches(labels: ReadonlyArray<string>, sites: ReadonlyArray<string>): Generator<Table.Batch<typeof Rejects>> {
    const { columns, numRows } = this.#rows.finish()
    const { input, row, line, site, id, reason, detail, remedy } = columns
    const byLabel = Array.from(labels.keys()).sort(
      (a, b) => Buffer.compare(Buffer.from(labels[a]!), Buffer.from(labels[b]!)) || a - b
    )
    const rank = new Uint32Array(labels.length)
    byLabel.forEach((label, place) => {
      rank[label] = place
    })
    const order = Uint32Array.from({ length: numRows }, (_, i) => i).sort(
      (a, b) => rank[input[a]!]! - rank[input[b]!]! || row[a]! - row[b]!
    )
    for (let start = 0; start < numRows; start += batchRows) {
      const batch = Table.builder(Rejects)
      for (const i of order.subarray(start, start + batchRows)) {
        const why = reasons[reason[i]!]!
        batch.append({
          input: labels[input[i]!]!,
          row: row[i]!,
          line: line[i]!,
          site: sites[site[i]!]!,
          id: id.valid[i] === 1 ? id.values.at(i) : null,
          reason: why,
          detail: detail.at(i),
          remedy: remedy.valid[i] === 1 ? remedy.values.at(i) : remedyByReason[why]
        })
      }
      yield batch.finish()
    }
  }
}
