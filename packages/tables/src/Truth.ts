/**
 * What the simulator planted. Only tests and the report's validity section may read it.
 */
import * as Table from "@praxis/dataflow/Table"

/** One row a simulated question that ingest should keep; sorted as posts are. */
export const Truth = Table.contract("truth", {
  site: Table.utf8,
  id: Table.utf8,
  /** The planted main topic: the likeliest source of each topic word. By chance the second may still have given more of them. */
  topic: Table.uint32,
  /** Its name in the study's wording. */
  name: Table.utf8,
  /** The second topic of a mixed post. */
  second: Table.nullable(Table.uint32),
  /** Probability that a topic word comes from `topic` and not from `second`, 0.5 to 1; 1 where there is no second. */
  share: Table.float64,
  /** The topic with the highest posterior under the true parameters: what a perfect method could say. */
  oracle: Table.uint32
})
