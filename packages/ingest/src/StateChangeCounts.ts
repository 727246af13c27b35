/**
 * How many posts came in several states, and what changed in them.
 */
import * as Table from "@praxis/dataflow/Table"
import { StateChanges } from "@praxis/tables/Duplicates"
import type { StateColumn } from "./postOrder.ts"

/** Counts posts by site and changed column. */
export class StateChangeCounts {
  readonly #postsByColumnBySite = new Map<string, Map<string, number>>()
  #site = ""
  #changed = new Set<StateColumn>()

  /** Another state of the post that was kept last differs in these columns from it. */
  add(site: string, changed: ReadonlyArray<StateColumn>): void {
    this.#site = site
    for (const column of changed) this.#changed.add(column)
  }

  /** All states of a post were told. */
  endPost(): void {
    if (this.#changed.size === 0) return
    const postsByColumn = this.#postsByColumnBySite.get(this.#site) ?? new Map<string, number>()
    this.#postsByColumnBySite.set(this.#site, postsByColumn)
    for (const column of ["any", ...this.#changed]) postsByColumn.set(column, (postsByColumn.get(column) ?? 0) + 1)
    this.#changed = new Set()
  }

  /** The counts that are not 0; sites in the order in which they came, as in `posts`. */
  toTable(): Table.Table<typeof StateChanges> {
    const rows = Array.from(this.#postsByColumnBySite).flatMap(([site, postsByColumn]) =>
      columns.flatMap(([column, name]) => {
        const posts = postsByColumn.get(column)
        return posts === undefined ? [] : [{ site, column: name, posts }]
      })
    )
    return Table.fromRows(StateChanges, rows)
  }
}

/** Columns of rows with their names in `posts`; when a post was active and edited last is not in it. */
const columns: ReadonlyArray<readonly [column: "any" | StateColumn, name: string]> = [
  ["any", "any"],
  ["title", "title"],
  ["body", "body"],
  ["tags", "tags"],
  ["createdAt", "createdAt"],
  ["score", "score"],
  ["viewCount", "viewCount"],
  ["answerCount", "answerCount"],
  ["owner", "author"],
  ["licence", "licence"]
]
