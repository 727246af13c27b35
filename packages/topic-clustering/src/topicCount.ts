import type * as Table from "@praxis/dataflow/Table"
import type { KChoice, TopicCount } from "@praxis/tables/Stability"

/**
 * The number of topics and who chose it: the number that a person set, or the one that the convention chooses. A choice
 * without a chosen row throws a `RangeError`.
 */
export const topicCount = (
  wanted: number | "convention",
  choice: Table.Table<typeof KChoice>
): Table.RowOf<typeof TopicCount> => {
  const row = choice.columns.chosen.indexOf(1)
  if (row < 0) throw new RangeError("the convention chose no number of topics")
  const conventionK = choice.columns.k[row]!
  const reason = choice.columns.reason.at(row)
  if (wanted === "convention") return { k: conventionK, chosenBy: "convention", conventionK, reason }
  return {
    k: wanted,
    chosenBy: "person",
    conventionK,
    reason: `set by a person (topics.k = ${wanted}); by convention it would be ${conventionK}: ${reason}`
  }
}
