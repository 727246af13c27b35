import type { Meaning } from "@praxis/dataflow/Study"
import * as Table from "@praxis/dataflow/Table"
import type { Topics, TopicTerms } from "@praxis/tables/Topics"
import { counted } from "./counted.ts"
import { topicChanges } from "./topicChanges.ts"

type Run = readonly [Table.Table<typeof Topics>, Table.Table<typeof TopicTerms>]

const kinds = ["same", "split", "merged", "new", "gone"] as const
const nWords = 3

/**
 * What became of the topics of a run in a later one, for people and for machines. The lines name the topics whose posts
 * changed hands, each with its first words; the JSON also names those that are the same to the post, and every post that
 * moved. Rules and thresholds: see {@link topicChanges}.
 */
export const compareTopics = ([before, termsBefore]: Run, [after, termsAfter]: Run): Meaning => {
  const { changes, common, onlyBefore, onlyAfter, moved } = topicChanges(before, after)
  const rows = Table.toRows(changes)
  const [named, namedAfter] = [namesIn(termsBefore), namesIn(termsAfter)]
  const json = {
    common,
    onlyBefore,
    onlyAfter,
    changes: rows.map((row) => ({
      ...row,
      beforeWords: row.before === null ? null : (named.words.get(row.before) ?? []),
      afterWords: row.after === null ? null : (namedAfter.words.get(row.after) ?? [])
    })),
    moved: moved.map((post) => ({ ...post }))
  }
  const elsewhere = [
    ...(onlyBefore > 0 ? [`${onlyBefore} only in A`] : []),
    ...(onlyAfter > 0 ? [`${onlyAfter} only in B`] : [])
  ]
  const heads = [
    `matched by ${counted(common, "post")} that both runs hold${elsewhere.length === 0 ? "" : ` (${elsewhere.join(", ")})`}`
  ]
  if (common === 0) return { lines: [...heads, "no topic can be matched without a common post"], json }
  const tally = kinds.map((kind) => {
    const ofKind = rows.filter((row) => row.kind === kind)
    const topics = new Set(ofKind.map((row) => (kind === "merged" || kind === "new" ? row.after : row.before)))
    return `${topics.size} ${kind}`
  })
  return {
    lines: [
      ...heads,
      tally.join(", "),
      `${counted(moved.length, "post")} moved (${percent(moved.length / common)})`,
      ...rows.flatMap(({ kind, before, after, posts, overlap }) => {
        if (kind === "same" && overlap === 1 && before === after) return []
        const from = before === null ? "" : named.of(before)
        const to = after === null ? "" : namedAfter.of(after)
        if (kind === "new" || kind === "gone") return [`${kind} ${from}${to}: ${counted(posts, "common post")}`]
        return [`${kind} ${from} → ${to}: ${counted(posts, "post")} in both, Jaccard ${overlap.toFixed(2)}`]
      })
    ],
    json
  }
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

/** Topics by number with their first words. */
const namesIn = (terms: Table.Table<typeof TopicTerms>) => {
  const words = new Map<number, Array<string>>()
  for (let row = 0; row < terms.numRows; row++) {
    const topic = terms.columns.topic[row]!
    if (terms.columns.rank[row]! > nWords) continue
    words.set(topic, [...(words.get(topic) ?? []), terms.columns.term.at(row)])
  }
  return { words, of: (topic: number) => `${topic} (${(words.get(topic) ?? ["no words"]).join(", ")})` }
}
