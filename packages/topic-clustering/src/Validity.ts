import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { adjustedRandIndex } from "@praxis/numerics/adjustedRandIndex"
import { Topics, Validity as ValidityTable } from "@praxis/tables/Topics"
import { Truth } from "@praxis/tables/Truth"
import { Effect, Schema } from "effect"

/** {@link Validity} has no parameters. */
export const ValidityParams = Schema.Struct({})

/**
 * How well planted topics were found again; no row where the corpus has no truth.
 *
 * Posts are matched by (site, id). Those on one side alone are counted and take no part in the agreement; unassigned
 * posts take part as a class of their own. Where no post matches, or the oracle agrees by nothing, the measures that
 * would need it are left out.
 */
export const Validity = Stage.make("validity", {
  module: import.meta.url,
  inputs: { topics: Topics, truth: Stage.optional(Truth) },
  params: ValidityParams,
  output: ValidityTable,
  run: Effect.fn("Validity.run")(function* ({ inputs: { topics, truth } }) {
    if (truth === undefined) return Table.fromRows(ValidityTable, [])
    const truthRows = rowByKey(truth.columns)
    const pairs = Array.from(rowByKey(topics.columns), ([key, row]) => ({ row, truthRow: truthRows.get(key) })).filter(
      (pair): pair is { row: number; truthRow: number } => pair.truthRow !== undefined
    )
    const found = Int32Array.from(pairs, ({ row }) => topics.columns.topic[row]!)
    const planted = Int32Array.from(pairs, ({ truthRow }) => truth.columns.topic[truthRow]!)
    const oracle = Int32Array.from(pairs, ({ truthRow }) => truth.columns.oracle[truthRow]!)
    const rows: Array<Table.RowOf<typeof ValidityTable>> = []
    const add = (measure: string, value: number, definition: string) => rows.push({ measure, value, definition })

    if (pairs.length > 0) {
      const ofTopics = adjustedRandIndex(found, planted)
      const ofOracle = adjustedRandIndex(oracle, planted)
      add(
        "ari-topics",
        ofTopics,
        "Adjusted Rand index (Hubert & Arabie 1985) of the topics found and the planted main topics, unassigned posts as a class of their own; 1 = the same partition, 0 = as by chance."
      )
      add(
        "ari-oracle",
        ofOracle,
        "Adjusted Rand index of the most probable topics under the true parameters and the planted main topics: what a perfect method could reach."
      )
      if (ofOracle > 0)
        add(
          "ari-ratio",
          ofTopics / ofOracle,
          "The agreement of the topics found as a share of what a perfect method could reach: the first of these numbers divided by the second."
        )
    }
    add("posts", pairs.length, "Posts that are both planted and in the study; the indices are over these.")
    add("planted-topics", new Set(planted).size, "Different planted main topics among these posts.")
    add("unassigned-posts", found.filter((topic) => topic < 0).length, "Posts among these that no topic could take.")
    add("planted-posts-missing", truth.numRows - pairs.length, "Planted posts that are not in the study.")
    add("posts-not-planted", topics.numRows - pairs.length, "Posts of the study that were not planted.")
    return Table.fromRows(ValidityTable, rows)
  })
})

type Keyed = Pick<Table.ColumnsOf<typeof Topics>, "site" | "id">

const rowByKey = ({ site, id }: Keyed): ReadonlyMap<string, number> =>
  new Map(Array.from({ length: site.length }, (_, i) => [JSON.stringify([site.at(i), id.at(i)]), i]))
