/**
 * Why a row of a post was not kept, in words.
 */
import type { Difference } from "./newestState.ts"
import type { StateColumn } from "./postOrder.ts"

/** How a row differs from the one at `place` that is kept, and `why` that one is: `equal to row 3 of a.csv; has no score`. */
export const describeDifference = (place: string, { changed, lacks, alone }: Difference, why: string): string =>
  [
    changed.length === 0
      ? `equal to ${place}`
      : `differs in ${namesOf(changed)} from ${place}, which is kept since ${why}`,
    ...(lacks.length === 0 ? [] : [`has no ${namesOf(lacks)}`]),
    ...(alone.length === 0 ? [] : [`alone has ${namesOf(alone)}`])
  ].join("; ")

const namesOf = (columns: ReadonlyArray<StateColumn>): string =>
  columns.map((column) => (column === "owner" ? "author" : column)).join(", ")
