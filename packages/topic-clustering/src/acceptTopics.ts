import type { Accepted } from "@praxis/dataflow/Study"
import * as Table from "@praxis/dataflow/Table"
import type { TopicIdentity } from "@praxis/tables/Runs"
import type { Topics, TopicTerms } from "@praxis/tables/Topics"
import { type AcceptedTopic, decodeAccepted, encodeAccepted } from "./acceptedFile.ts"
import { counted } from "./counted.ts"

const nWords = 5

/**
 * The file that accepts the topics of a run under the numbers of their identity, with the names that they have and those
 * that a person gives now (an empty one takes a name away). Numbers of `before`, the file until now, that no topic has
 * any more are kept as retired. The problem is a sentence with what to do.
 */
export const acceptTopics = (
  [topics, identity, terms]: readonly [
    Table.Table<typeof Topics>,
    Table.Table<typeof TopicIdentity>,
    Table.Table<typeof TopicTerms>
  ],
  { before, names }: { readonly names: ReadonlyMap<number, string>; readonly before: string | undefined }
): Accepted => {
  const rows = Table.toRows(identity)
  const numbers = new Set(rows.map(({ number }) => number))
  for (const number of names.keys()) {
    if (!numbers.has(number))
      return {
        problem: `there is no topic number ${number}; there are ${[...numbers].sort((a, b) => a - b).join(", ")}`
      }
  }
  const decoded = before === undefined ? [] : decodeAccepted(before)
  if (typeof decoded === "string") return { problem: `the topics accepted before cannot be read: ${decoded}` }
  const posts = rows.map((): Array<{ site: string; id: string }> => [])
  topics.columns.topic.forEach((topic, row) => {
    if (topic >= 0) posts[topic]!.push({ site: topics.columns.site.at(row), id: topics.columns.id.at(row) })
  })
  const accepted = rows.map(
    ({ topic, number, name }): AcceptedTopic => ({
      number,
      name: (names.get(number) ?? name).trim(),
      retired: false,
      posts: posts[topic]!
    })
  )
  const retired = decoded
    .filter(({ number }) => !numbers.has(number))
    .map(({ number, name }): AcceptedTopic => ({ number, name, retired: true, posts: [] }))
  const described = rows.map(({ topic, status }, i) => {
    const { number, name } = accepted[i]!
    return { number, topic, name, status, posts: posts[topic]!.length, words: firstWords(terms, topic) }
  })
  const widest = Math.max(0, ...described.map((each) => String(each.number).length))
  const newly = retired.filter(({ number }) => decoded.some((old) => old.number === number && !old.retired))
  return {
    text: encodeAccepted([...accepted, ...retired]),
    lines: [
      ...[...described]
        .sort((a, b) => a.number - b.number)
        .map(
          ({ number, name, status, posts: n, words }) =>
            `${String(number).padStart(widest)}  ${status.padEnd(5)}  ${counted(n, "post")}  ${name === "" ? "" : `"${name}": `}${words.join(", ")}`
        ),
      ...newly.map(
        ({ number, name }) =>
          `${String(number).padStart(widest)}  gone; the number stays retired${name === "" ? "" : ` ("${name}")`}`
      )
    ],
    json: { topics: described, retired: retired.map(({ number, name }) => ({ number, name })) }
  }
}

const firstWords = ({ columns, numRows }: Table.Table<typeof TopicTerms>, topic: number): ReadonlyArray<string> => {
  const words: Array<string> = []
  for (let row = 0; row < numRows; row++)
    if (columns.topic[row] === topic && columns.rank[row]! <= nWords) words.push(columns.term.at(row))
  return words
}
