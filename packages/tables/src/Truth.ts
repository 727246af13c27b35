/**
 * What the simulator planted. Only tests and the report's validity section may read it.
 */
import * as Table from "@praxis/dataflow/Table"

/** One row a simulated question that ingest should keep; sorted as posts are. */
export const Truth = Table.contract("truth", {
  site: Table.utf8,
  id: Table.utf8,
  /** The planted topic with the largest share in the post. */
  topic: Table.uint32,
  /** Its name in the study's wording. */
  name: Table.utf8,
  /** The second topic of a mixed post. */
  second: Table.nullable(Table.uint32),
  /** Share of the post's topic words that come from `topic`, 0.5 to 1. */
  share: Table.float64,
  /** The topic with the highest posterior under the true parameters: what a perfect method could say. */
  oracle: Table.uint32
})
