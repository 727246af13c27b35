import type { Meaning } from "@praxis/dataflow/Study"
import type * as Table from "@praxis/dataflow/Table"
import type { Assignments, Drift } from "@praxis/tables/Runs"
import type { TopicTerms } from "@praxis/tables/Topics"
import { counted } from "./counted.ts"

const nWords = 5

/**
 * What new posts in a model came to, for people and for machines: how many were placed, how many fall to each topic, and
 * how well they fit. The figures are those of the tables; what each is stands in `drift`.
 */
export const describeAssignments = (
  [terms]: readonly [Table.Table<typeof TopicTerms>],
  [assignments, drift]: readonly [Table.Table<typeof Assignments>, Table.Table<typeof Drift>]
): Meaning => {
  const measures = new Map(
    Array.from(drift.columns.measure, (measure, row) => [measure, drift.columns.value[row]!] as const)
  )
  const value = (measure: string) => measures.get(measure) ?? 0
  const words = firstWords(terms)
  const counts = new Map<number, number>()
  for (const topic of assignments.columns.topic) counts.set(topic, (counts.get(topic) ?? 0) + 1)
  const topics = Array.from(measures.keys(), (measure) => /^topic-(\d+)$/.exec(measure)?.[1])
    .filter((topic) => topic !== undefined)
    .map((text) => {
      const topic = Number(text)
      return {
        topic,
        words: words.get(topic) ?? [],
        posts: counts.get(topic) ?? 0,
        share: value(`topic-${topic}`),
        shareInModel: value(`topic-${topic}-model`)
      }
    })
  const [posts, placed, inModel] = [value("posts"), value("placed"), value("in-model")]
  const widest = Math.max(0, ...topics.map((topic) => String(topic.posts).length))
  const json = {
    posts,
    placed,
    unplaced: posts - placed,
    inModel,
    drifted: value("drift") === 1,
    topics,
    measures: Object.fromEntries(
      [...measures].filter(([measure]) => !measure.startsWith("topic-") || /^topic-div/.test(measure))
    )
  }
  return {
    lines: [
      `${counted(posts, "post")} read, ${placed} placed${posts > placed ? `, ${posts - placed} without a word that the model knows` : ""}`,
      ...(inModel > 0
        ? [
            `${inModel} of them ${inModel === 1 ? "is" : "are"} in the model's corpus already; ${percent(value("in-model-agreement"))} fall to the topic that they have there`
          ]
        : []),
      "",
      ...topics.map(
        (topic) =>
          `topic ${String(topic.topic).padEnd(String(topics.length).length)}  ${String(topic.posts).padStart(widest)}  ${percent(topic.share).padStart(7)} (model ${percent(topic.shareInModel)})  ${topic.words.join(", ")}`
      ),
      "",
      `words that the model knows: ${percent(value("known-share"))} (of its own posts' ${percent(value("known-share-model"))})`,
      `mean similarity to the topic: ${value("similarity").toFixed(3)} (its own posts' ${value("similarity-model").toFixed(3)})`,
      `fit worse than 95 % of the topic's own posts: ${percent(value("poor-fit"))} (5 % expected)`,
      `another mix of topics: ${value("topic-divergence").toFixed(4)} (Jensen–Shannon, 0 to 1; chance alone ${value("topic-divergence-chance").toFixed(4)})`,
      ...(value("model-agreement") < 0.99
        ? [
            `placed this way, only ${percent(value("model-agreement"))} of the model's own posts keep their topic: its method places them by another rule`
          ]
        : []),
      value("drift") === 1
        ? "The new posts do NOT fit the model well: read them before you read their topics, or fit a model of their own"
        : "By the rule of the table drift, the new posts fit the model"
    ],
    json
  }
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

const firstWords = ({
  columns,
  numRows
}: Table.Table<typeof TopicTerms>): ReadonlyMap<number, ReadonlyArray<string>> => {
  const words = new Map<number, Array<string>>()
  for (let row = 0; row < numRows; row++) {
    if (columns.rank[row]! > nWords) continue
    const topic = columns.topic[row]!
    words.set(topic, [...(words.get(topic) ?? []), columns.term.at(row)])
  }
  return words
}
