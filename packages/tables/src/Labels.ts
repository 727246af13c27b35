/**
 * Words of topics under every measure.
 */
import * as Table from "@praxis/dataflow/Table"

/** Words of a topic by topic, measure (in the order of the list below), then rank from 1. */
export const TopicLabels = Table.contract("topic-labels", {
  topic: Table.int32,
  /** `c-tf-idf`, `frex`, `lift`, `score`, `prob`, `mmr`; see the stage `topic-labels`. */
  measure: Table.utf8,
  rank: Table.uint32,
  term: Table.utf8,
  /** The measure's own number; of `mmr`, the cTfIdf of the word. */
  value: Table.float64
})
